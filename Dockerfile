# The command in a small image, for whoever may start containers but not build: docker build -t khorshoo:0.2.0 .
#
#   docker run --rm -v "$PWD:/work" -u "$(id -u)" khorshoo:0.2.0 run /opt/khorshoo/share/khorshoo/scenarios/ewenki.yaml --out results
#
# Its steps are scripts that need no engine: setup.sh, dist.sh and image.sh, which make portable runs in a bare root.
FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY scripts/setup.sh scripts/
RUN scripts/setup.sh && apt-get install -y -q --no-install-recommends xz-utils
COPY . .
# The commit, since .git stays outside: docker build --build-arg KHORSHOO_COMMIT=$(git rev-parse --short=12 HEAD)
ARG KHORSHOO_COMMIT=unknown
# One level for all, or all three: --build-arg LEVELS=x86-64-v3
ARG LEVELS
RUN scripts/dist.sh && scripts/image.sh .build/dist/khorshoo-*.tar.xz /image

FROM debian:bookworm-slim
COPY --from=build /image /
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["khorshoo"]
CMD ["--help"]
