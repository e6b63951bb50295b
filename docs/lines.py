"""Prints how many lines of code each room, exporter and folder has: python docs/lines.py."""

from written import house

if __name__ == "__main__":
    print("\n".join(house.lines()))
