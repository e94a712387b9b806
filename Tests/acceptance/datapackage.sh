#!/bin/bash
# Do programs that know nothing of khorshoo read its results? frictionless validates datapackage.json against every
# table, plain and with a byte-order mark; openpyxl reads the workbook of khorshoo export and finds every number of the
# tables in it; LibreOffice, which is installed when root and network allow it, opens outcomes.csv and saves it as a workbook, and
# prints that workbook.
#
# Usage: Tests/acceptance/datapackage.sh PROGRAM FOLDER     (make acceptance)
# FOLDER holds python and frictionless of an environment with requirements.txt. Without LibreOffice it fails, so that nobody takes
# for checked what was not; KHORSHOO_WITHOUT_LIBREOFFICE=1 leaves that part out, and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "$1")
tools=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The reference scenario, short, at the levels that a table shows most of.
cat > "$work/short.yaml" <<YAML
schema: 1
base: $PWD/scenarios/ewenki.yaml
run: {years: 1, replicates: 20}
outcomes: {levels: [banner, sumu, grid, group, cooperative]}
YAML
"$program" run "$work/short.yaml" --keep replicates --quiet --out "$work/plain"
"$program" run "$work/short.yaml" --keep replicates --quiet --out "$work/bom" --bom
"$program" run "$work/short.yaml" --keep replicates --quiet --out "$work/zh" --lang zh
for folder in plain bom zh; do
  (cd "$work/$folder" && "$tools/frictionless" validate datapackage.json > ../report.txt) \
    || { echo "$folder: frictionless finds faults:"; cat "$work/report.txt"; exit 1; } >&2
  tables=$(find "$work/$folder" -name '*.csv' ! -name draws.csv ! -name worlds.csv | wc -l)
  [ "$(grep -c '│ VALID ' "$work/report.txt")" = "$tables" ] || { echo "$folder: not all tables were looked at" >&2; exit 1; }
  echo "$folder: frictionless $("$tools/frictionless" --version) finds all $tables tables valid"
done

"$program" decompose "$work/short.yaml" --quiet --out "$work/parts"
(cd "$work/parts" && "$tools/frictionless" validate datapackage.json > ../report.txt) \
  || { echo "decompose: frictionless finds faults:"; cat "$work/report.txt"; exit 1; } >&2
echo "decompose: frictionless finds its table valid"

# The check can fail: a damaged cell must be found.
cp -r "$work/plain" "$work/damaged"
sed -i '5s/,2020,/,twenty,/' "$work/damaged/outcomes.csv"
if (cd "$work/damaged" && "$tools/frictionless" validate datapackage.json > ../report.txt); then
  echo "frictionless does not find a damaged cell" >&2
  exit 1
fi
echo "damaged: found, as it should be"

for language in en zh; do
  folder=$([ $language = zh ] && echo zh || echo plain)
  "$program" export "$work/$folder" --xlsx --lang $language --quiet --out "$work/$language.xlsx"
  "$tools/python" Tests/acceptance/workbook.py "$work/$folder" "$work/$language.xlsx" $language
done

if [ -n "${KHORSHOO_WITHOUT_LIBREOFFICE:-}" ]; then
  echo "LibreOffice: left out by KHORSHOO_WITHOUT_LIBREOFFICE, not checked"
  exit 0
fi
scripts/libreoffice.sh || {
  echo "LibreOffice: tables and workbook were not checked; install it, or say KHORSHOO_WITHOUT_LIBREOFFICE=1" >&2
  exit 1
}
python3 Tests/acceptance/spreadsheet.py "$work"
for language in en zh; do
  "$program" export "$work/plain" --xlsx --levels cooperative --lang $language --quiet --replace --out "$work/$language.xlsx"
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$work/$language.xlsx" \
    > /dev/null 2> "$work/soffice.txt"
  [ -s "$work/$language.pdf" ] || { echo "$language.xlsx: LibreOffice does not open it:"; cat "$work/soffice.txt"; exit 1; } >&2
  echo "$language.xlsx: LibreOffice opens it and prints it"
done
