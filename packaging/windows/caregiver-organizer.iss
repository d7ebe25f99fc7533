; The setup program for Windows: for one person, without an administrator. packaging/windows/setup.py gives Version,
; Bundle (the folder PyInstaller made), Made (the icons) and Dist (where it goes).

[Setup]
AppId={{5B0E6C0C-54C6-4E42-9E0B-6C1D6E1F2B7A}
AppName=Caregiver Organizer
AppVersion={#Version}
AppPublisher=The Caregiver Organizer project
DefaultDirName={autopf}\Caregiver Organizer
DefaultGroupName=Caregiver Organizer
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#Dist}
OutputBaseFilename=caregiver-organizer-{#Version}-setup
SetupIconFile={#Made}\caregiver-organizer.ico
UninstallDisplayIcon={app}\caregiver-app.exe
LicenseFile=..\..\LICENSE
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
ChangesEnvironment=yes
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "path"; Description: "Let “caregiver” be typed in every terminal"; Flags: unchecked

[InstallDelete]
; An older version may have had files that this one has no use for. Cases are never in this folder.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Made}\caregiver-case.ico"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
Name: "{group}\Caregiver Organizer"; Filename: "{app}\caregiver-app.exe"
Name: "{autodesktop}\Caregiver Organizer"; Filename: "{app}\caregiver-app.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.caregiver"; ValueType: string; ValueName: ""; ValueData: "CaregiverOrganizer.Case"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\CaregiverOrganizer.Case"; ValueType: string; ValueName: ""; ValueData: "Case of the Caregiver Organizer"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\CaregiverOrganizer.Case\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\caregiver-case.ico"
Root: HKA; Subkey: "Software\Classes\CaregiverOrganizer.Case\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\caregiver-app.exe"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath(ExpandConstant('{app}'))

[Run]
Filename: "{app}\caregiver-app.exe"; Description: "{cm:LaunchProgram,Caregiver Organizer}"; Flags: nowait postinstall skipifsilent

[Code]
function IsNotOnPath(Folder: string): Boolean;
var
  Known: string;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Known) then
    Known := '';
  Result := Pos(';' + Uppercase(Folder) + ';', ';' + Uppercase(Known) + ';') = 0;
end;
