@echo off
rem Sets up the application for one person on this machine, and starts it; the first time with --sample
rem for the sample. A folder "wheels" beside requirements.txt stands in for the internet (docs/operate.md).
setlocal
cd /d "%~dp0..\.."
set "SOURCE="
if exist wheels set "SOURCE=--no-index --find-links wheels"
if not exist .venv\Scripts\python.exe py -3 -m venv .venv || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check %SOURCE% -r requirements.txt || goto failed
if not exist var\ita.db .venv\Scripts\python -m itadata init %1 || goto failed
set "ITA_SINGLE_USER=1"
start "" http://127.0.0.1:8501
.venv\Scripts\streamlit run dashboard.py
exit /b

:failed
echo.
echo The set-up did not finish. The line above says why; start this file again when it is mended.
pause
exit /b 1
