# syntax=docker/dockerfile:1
# Quoth in a container: `docker build --build-arg TORCH_INDEX=<index of CPU wheels> -t quoth .`
# Two stages: the first has pip, the second only what runs. The model comes with the packages, so that
# nothing is fetched at a start.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# The index that torch is taken from. The usual one serves Linux on amd64 a torch with CUDA, of several gigabytes.
ARG TORCH_INDEX=""
# What of Quoth's extras is installed: "metrics,multilingual" for notes that are not in English.
ARG EXTRAS="metrics"
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv --without-pip /opt/quoth
COPY constraints.txt ./
RUN torch="$(grep '^torch==' constraints.txt)" \
    && if [ -n "$TORCH_INDEX" ]; then \
        python -m pip --python /opt/quoth/bin/python install --index-url "$TORCH_INDEX" "$torch"; \
    fi
# The dependencies before the code, so that a change of code installs only the code again. What builds things
# (setuptools, torch's headers) is taken out, and an image that would not stay below 2 GB ends here.
COPY pyproject.toml LICENSE ./
RUN mkdir bot embeddings \
    && touch README.md \
    && python -m pip --python /opt/quoth/bin/python install --constraint constraints.txt ".[$EXTRAS]" \
    && python -m pip --python /opt/quoth/bin/python uninstall --yes setuptools \
    && rm -rf /opt/quoth/lib/python*/site-packages/torch/include /opt/quoth/lib/python*/site-packages/torch/test \
    && size="$(du -sm /opt/quoth | cut -f1)" \
    && if [ "$size" -gt 1700 ]; then \
        echo "The image would be too large ($size MB): name an index of CPU wheels, --build-arg TORCH_INDEX=..." >&2; \
        exit 1; \
    fi
# A bill of what was installed, for whoever looks for a vulnerable version: CycloneDX, checked against its schema.
RUN python -m pip install --constraint constraints.txt cyclonedx-bom \
    && python -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible --validate \
        --output-file /opt/quoth/sbom.cdx.json /opt/quoth/bin/python
COPY README.md ./
COPY bot bot
COPY embeddings embeddings
RUN python -m pip --python /opt/quoth/bin/python install --no-deps --force-reinstall .

FROM python:${PYTHON}-slim-bookworm
# For notes in a repository; nothing else is taken from the distribution.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
    && rm -rf /var/lib/apt/lists/*
# The folder is made here with its owner: a new volume that is mounted over it takes both over.
RUN python -m pip uninstall --yes --root-user-action=ignore pip setuptools wheel \
    && groupadd --gid 10001 quoth \
    && useradd --uid 10001 --gid quoth --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin quoth \
    && install --directory --owner=quoth --group=quoth --mode=0700 /var/lib/quoth
COPY --from=build /opt/quoth /opt/quoth
ENV PATH=/opt/quoth/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    TRANSFORMERS_OFFLINE=1 \
    XDG_CACHE_HOME=/var/lib/quoth/cache \
    QUOTH_NOTES=/notes \
    QUOTH_LIBRARY=/var/lib/quoth/library.db
WORKDIR /var/lib/quoth
USER 10001:10001
HEALTHCHECK --interval=60s --timeout=15s --start-period=300s --retries=3 CMD ["quoth", "health"]
ENTRYPOINT ["quoth"]
CMD ["run"]
