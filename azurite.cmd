: << 'BATCH'
@echo off
setlocal
set "version=3.37.0"
set "root=%~dp0.azurite"
set "entry=%root%\%version%\node_modules\azurite\dist\src\azurite.js"
where node >nul 2>nul || (echo azurite.cmd needs node 20 or newer, with npm: https://nodejs.org>&2& exit /b 1)
if not exist "%entry%" call npm install --prefix "%root%\%version%" --no-audit --no-fund --loglevel=error azurite@%version% 1>&2
if not exist "%entry%" (echo azurite.cmd could not install azurite@%version% into "%root%": see the messages of npm above.>&2& exit /b 1)
set place=--location "%root%\data"
set "arguments=%*"
if defined arguments set "arguments=%arguments:--in-memory=--inMemoryPersistence%"
if not "%arguments%"=="%*" set "place="
if defined arguments if not "%arguments:--location=%"=="%arguments%" set "place="
node "%entry%" --silent --disableTelemetry --skipApiVersionCheck %place% %arguments%
exit /b
BATCH
# Azurite, the emulator of Azure Storage, on this machine: "azurite.cmd" in cmd.exe, "sh azurite.cmd" elsewhere.
# It listens on 127.0.0.1 and keeps its data in .azurite/data, or with --in-memory nowhere. Other arguments are Azurite's own,
# such as --blobPort 10010. The first start installs it into .azurite, which git ignores; needs node 20 or newer and npm.
# The api version is not checked: the Azure SDKs ask for newer versions of the service than the emulator knows.
set -eu
version=3.37.0
root=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)/.azurite
entry=$root/$version/node_modules/azurite/dist/src/azurite.js
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
  echo "azurite.cmd needs node 20 or newer, with npm: https://nodejs.org" >&2
  exit 1
fi

# Installed aside and then moved, so that neither an interrupted install nor two at once leave half of one.
if [ ! -f "$entry" ]; then
  aside=$root/installing-$$
  trap 'rm -rf "$aside"' EXIT
  mkdir -p "$aside"
  npm install --prefix "$aside" --no-audit --no-fund --loglevel=error "azurite@$version" >&2
  [ -e "$root/$version" ] || mv "$aside" "$root/$version"
  rm -rf "$aside"
  trap - EXIT
fi

# Given twice, an option would have Azurite's own default; its own default for the address to listen on is 127.0.0.1.
place=
for argument do
  shift
  case $argument in
    --in-memory) place=memory; set -- "$@" --inMemoryPersistence ;;
    --location | --location=*) place=given; set -- "$@" "$argument" ;;
    *) set -- "$@" "$argument" ;;
  esac
done
[ -n "$place" ] || set -- --location "$root/data" "$@"
exec node "$entry" --silent --disableTelemetry --skipApiVersionCheck "$@"
