# The guide's handouts, or those of an article, without installing anything else:
#     docker build --tag cma-content .
#     docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" cma-content export
FROM python:3.14-slim-trixie
# Debian's own updates are wanted, so no version is named.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
COPY . /source
RUN pip install --no-cache-dir --require-hashes --only-binary :all: --requirement /source/requirements/handouts.txt \
    && pip install --no-cache-dir --no-deps --no-build-isolation /source \
    && rm -rf /source
# nobody: whoever mounts a folder says with --user whose files are written.
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["cma-content"]
CMD ["--help"]
