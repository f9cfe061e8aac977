@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties pins, fetched once into the user's cache.
rem Unlike mvnw it looks for no installed Maven and knows neither MVNW_REPOURL nor MAVEN_USER_HOME.
setlocal
for /f "usebackq eol=# tokens=1,2 delims==" %%a in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do set "%%a=%%b"
for %%f in ("%distributionUrl%") do set "NAME=%%~nf"
set "HOME_OF_MAVEN=%USERPROFILE%\.m2\wrapper\dists\%NAME:-bin=%\%distributionSha512Sum:~0,16%"
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java")
if not exist "%HOME_OF_MAVEN%\bin\mvn.cmd" (
  "%JAVA%" "%~dp0.mvn\wrapper\FetchMaven.java" "%distributionUrl%" "%distributionSha512Sum%" "%HOME_OF_MAVEN%" || exit /b 1
)
"%HOME_OF_MAVEN%\bin\mvn.cmd" %*
