@echo off
rem The course's command line for Windows: finds a JDK, builds the tool when it is missing, and runs it.
rem The same as ./course, which is for Linux, macOS, Git Bash and WSL.
setlocal EnableDelayedExpansion
chcp 65001 >nul

set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "target=%root%\course-cli\target"
for /f "tokens=2 delims=<>" %%v in ('findstr /c:"<maven.compiler.release>" "%root%\pom.xml"') do set "release=%%v"

set "jdk="
call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where javac 2^>nul') do for %%b in ("%%~dpj..") do call :try "%%~fb"
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" ^
            "%ProgramFiles%\Amazon Corretto" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks" ^
            "%USERPROFILE%\scoop\apps") do (
    if exist "%%~p" for /d %%d in ("%%~p\*") do call :try "%%~d"
)
if not defined jdk (
    echo course: this course needs a JDK %release% or newer, and there is none on this machine. Install Temurin %release% ^(adoptium.net^), or set JAVA_HOME to a JDK %release%, then run the same command again. 1>&2
    exit /b 3
)

if not exist "%target%\start.args" goto build
rem Sources that are newer than what was built: after a "git pull", for example.
powershell -NoProfile -Command "$built = (Get-Item '%target%\start.args').LastWriteTime; $new = Get-ChildItem -Recurse -File '%root%\pom.xml', '%root%\testkit\pom.xml', '%root%\course-cli\pom.xml', '%root%\testkit\src\main', '%root%\course-cli\src\main' | Where-Object { $_.LastWriteTime -gt $built } | Select-Object -First 1; if ($new) { exit 1 } else { exit 0 }"
if errorlevel 1 goto build
goto start

:build
where mvn >nul 2>nul
if errorlevel 1 (
    echo course: Maven is missing. Install Maven 3.8.1 or newer, then run the same command again. 1>&2
    exit /b 3
)
echo course: building the course's tool, once; on a new machine this takes about a minute ... 1>&2
if not exist "%target%" mkdir "%target%"
if exist "%target%\classpath.txt" del "%target%\classpath.txt"
if exist "%target%\start.args" del "%target%\start.args"
pushd "%root%"
set "old_java_home=%JAVA_HOME%"
set "JAVA_HOME=%jdk%"
call mvn --batch-mode --no-transfer-progress -pl course-cli package >"%target%\build.log" 2>&1
set "status=%errorlevel%"
set "JAVA_HOME=%old_java_home%"
popd
if not "%status%"=="0" (
    type "%target%\build.log" 1>&2
    echo course: the tool could not be built; what Maven said stands above. 1>&2
    exit /b 3
)
rem In a file, because the class path is longer than a command line of cmd may be.
powershell -NoProfile -Command "$jars = '%target%\course-cli-1.0-SNAPSHOT.jar;' + (Get-Content '%target%\classpath.txt'); Set-Content -Encoding Default '%target%\start.args' ('-cp \"' + $jars.Replace('\', '/') + '\"')"

:start
"%jdk%\bin\java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ^
    --enable-native-access=ALL-UNNAMED "-Dcourse.root=%root%" "@%target%\start.args" course.cli.Course %*
exit /b %errorlevel%

rem try FOLDER: takes it as the JDK if it is one of the release that the course needs, or newer.
:try
if defined jdk exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "version="
for /f "tokens=2 delims=.=+-" %%v in ('findstr /b /c:"JAVA_VERSION=" "%~1\release"') do set "version=%%~v"
set "version=!version:"=!"
if !version! geq %release% set "jdk=%~1"
exit /b 0
