@echo off
rem Runs the nlp command on Windows; the first use builds it. Delete the folder .nlp to build again.
setlocal
set "root=%~dp0"
set "app=%root%.nlp\app"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if exist "%app%\nlp.jar" goto run

if not exist "%root%.nlp" mkdir "%root%.nlp"
echo nlp: building (first use); Maven's output is in %root%.nlp\build.log 1>&2
call mvn -B -f "%root%pom.xml" -T1C -Dmaven.test.skip=true -Dspotless.check.skip=true ^
  -Dforbiddenapis.skip=true -Djacoco.skip=true "-Dnlp.app=%root%.nlp\app.new" ^
  -pl toolkit-cli -am package > "%root%.nlp\build.log" 2>&1 < nul
if errorlevel 1 (
  echo nlp: building failed, see %root%.nlp\build.log 1>&2
  exit /b 1
)
for %%f in ("%root%toolkit-cli\target\toolkit-cli-*.jar") do copy /y "%%f" "%root%.nlp\app.new\nlp.jar" > nul
move "%root%.nlp\app.new" "%app%" > nul

:run
set "OPT_OUT_TRACKING=true"
rem Word2vec and mining are twice as fast with the Vector API, of which Java warns: it is incubating.
set "vector="
if "%~1 %~2"=="word2vec train" set "vector=--add-modules jdk.incubator.vector"
if "%~1"=="mine" set "vector=--add-modules jdk.incubator.vector"
if "%~1"=="cluster" set "vector=--add-modules jdk.incubator.vector"
"%java%" -XX:+UseSerialGC -XX:-UsePerfData %vector% %NLP_JAVA_OPTS% -cp "%app%\nlp.jar" io.github.nlptoolkit.cli.Main %*
exit /b %errorlevel%
