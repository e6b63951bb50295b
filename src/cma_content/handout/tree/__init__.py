"""The handout: a frozen tree of what one reader gets, with every choice already made. All that an exporter needs.

Figures are formatted, notes numbered, words explained, credits collected, links resolved. An exporter only draws it:
a `Handout` has a `body` of parts in the order of print, a `Section` blocks, some of which hold blocks; text is runs.

    from cma_content.handout import tree

`tree.walk(handout.body)` gives every block as lines, in the order of print, each with its role: to draw ten roles is to
draw all. `tree.plain(runs)` gives the words of a text. Who wants more of a block matches on its type:

- a `Part` of the body: `Cover`, `Front`, `Contents`, `Section`, `Action`, `Notices`, `Sources`;
- a `Block` of a section, a `Box` or an `Entry`: `Paragraph`, `Subheading`, `Bullets`, `Cards`, `FillIn`, `Quote`,
  `Illustration`, `CodedLink`, `Field`, `Box`, `Entry`, `Grid`, `KeyFigures`, `Chart`, `Paths`, `Layers`, `Timeline`,
  `Glossary`;
- a `Run` of a text: `str`, `Strong`, `Emphasis`, `Link`, `Note`, `Defined`, `CrossReference`.

These names are public, and no exporter needs others; in 1.x, fields and kinds may be added.
"""

from cma_content.handout.runs import CrossReference as CrossReference
from cma_content.handout.runs import Defined as Defined
from cma_content.handout.runs import Note as Note
from cma_content.handout.runs import Run as Run
from cma_content.handout.runs import Runs as Runs
from cma_content.handout.tree.authored import Blank as Blank
from cma_content.handout.tree.authored import CodedLink as CodedLink
from cma_content.handout.tree.authored import FillIn as FillIn
from cma_content.handout.tree.authored import Illustration as Illustration
from cma_content.handout.tree.authored import Quote as Quote
from cma_content.handout.tree.authored import Subheading as Subheading
from cma_content.handout.tree.blocks import Block as Block
from cma_content.handout.tree.blocks import Box as Box
from cma_content.handout.tree.blocks import Bullets as Bullets
from cma_content.handout.tree.blocks import Card as Card
from cma_content.handout.tree.blocks import Cards as Cards
from cma_content.handout.tree.blocks import Definition as Definition
from cma_content.handout.tree.blocks import Entry as Entry
from cma_content.handout.tree.blocks import Field as Field
from cma_content.handout.tree.blocks import Glossary as Glossary
from cma_content.handout.tree.blocks import KeyFigure as KeyFigure
from cma_content.handout.tree.blocks import KeyFigures as KeyFigures
from cma_content.handout.tree.blocks import Paragraph as Paragraph
from cma_content.handout.tree.drawn import Bar as Bar
from cma_content.handout.tree.drawn import Branch as Branch
from cma_content.handout.tree.drawn import Chart as Chart
from cma_content.handout.tree.drawn import Drawn as Drawn
from cma_content.handout.tree.drawn import Layer as Layer
from cma_content.handout.tree.drawn import Layers as Layers
from cma_content.handout.tree.drawn import Moment as Moment
from cma_content.handout.tree.drawn import Paths as Paths
from cma_content.handout.tree.drawn import Stop as Stop
from cma_content.handout.tree.drawn import Timeline as Timeline
from cma_content.handout.tree.grid import Grid as Grid
from cma_content.handout.tree.handout import Code as Code
from cma_content.handout.tree.handout import Handout as Handout
from cma_content.handout.tree.handout import LeftOut as LeftOut
from cma_content.handout.tree.handout import Meta as Meta
from cma_content.handout.tree.handout import Occupation as Occupation
from cma_content.handout.tree.handout import Salary as Salary
from cma_content.handout.tree.line import Line as Line
from cma_content.handout.tree.line import plain as plain
from cma_content.handout.tree.parts import Action as Action
from cma_content.handout.tree.parts import CitedSource as CitedSource
from cma_content.handout.tree.parts import Contents as Contents
from cma_content.handout.tree.parts import ContentsGroup as ContentsGroup
from cma_content.handout.tree.parts import Cover as Cover
from cma_content.handout.tree.parts import Front as Front
from cma_content.handout.tree.parts import Masthead as Masthead
from cma_content.handout.tree.parts import Notices as Notices
from cma_content.handout.tree.parts import OutlineEntry as OutlineEntry
from cma_content.handout.tree.parts import Part as Part
from cma_content.handout.tree.parts import Section as Section
from cma_content.handout.tree.parts import Sources as Sources
from cma_content.handout.tree.pictures import Picture as Picture
from cma_content.handout.tree.pictures import QRCode as QRCode
from cma_content.handout.tree.walking import walk as walk
from cma_content.model.inline import Emphasis as Emphasis
from cma_content.model.inline import Link as Link
from cma_content.model.inline import Strong as Strong
