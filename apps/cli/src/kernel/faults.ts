import { Fault } from '@hookwright/model'

/** Error messages of the command by code: what happened, why, and what to do. */
const sentences = {
  'config-missing':
    'The server is unknown because there is no hookwright.yaml in {folder} or above it and HOOKWRIGHT_URL is not set. Run "hookwright init", or set HOOKWRIGHT_URL to the address of the server.',
  'config-invalid': 'The file {file} cannot be used. {why} Correct it, then run the command again.',
  'target-unknown':
    'The target “{target}” is not in {file}, which has {targets}. Choose one of them with --target, or add it.',
  'target-open': 'The file {file} has several targets: {targets}. Choose one of them with --target.',
  'target-without-file':
    'The target “{target}” is unknown because there is no hookwright.yaml in {folder} or above it. Run "hookwright init" and name the target there, or leave --target out.',
  'url-invalid':
    'HOOKWRIGHT_URL is “{url}”, which is not an http or https address. Set it to one such as http://127.0.0.1:3000.',
  'key-missing':
    'The server at {url} was not asked because HOOKWRIGHT_API_KEY is not set. Create a key in Settings, API keys, and set the variable.',
  'key-insecure':
    'The API key was not sent because {url} is not encrypted and not on this machine. Use an https address.',
  'key-malformed':
    'The server at {url} was not asked because the value of the API key’s variable is not an API key, which is hwk_ followed by 43 characters. Copy the whole key, without spaces or line breaks, or create a new one in Settings, API keys.',
  'key-elsewhere':
    'The API key was not sent because the target “{target}” is at {url}, but HOOKWRIGHT_URL is {expected}. Unset HOOKWRIGHT_URL if the target is right, or correct the target.',
  'server-unreachable':
    'The server at {url} cannot be reached ({why}). Check that it runs and that the address is right, then run the command again.',
  'server-lost':
    'The server at {url} did not finish its answer ({why}), so it is unknown whether the change was made. Wait until it runs again, then run "hookwright plan" to see its state.',
  'server-foreign':
    'The address {url} answered with status {status} and nothing that Hookwright sends. Set the address of a Hookwright server.',
  'server-older':
    'The server at {url} does not know the call {call}: it runs another version than this command ({version}). Use the command of its version, or update the server.',
  'file-unreadable':
    'The file {file} cannot be read ({why}). Check the path and your rights, then try again.',
  'file-unwritable': 'The file {file} cannot be written ({why}). Make the folder writable, then try again.',
  'file-taken': 'The file {file} was not written because it is there already. {remedy}',
  'folder-foreign':
    'Nothing was written because the folder {folder} holds the connector {other}, not {key}. Choose another folder.',
  'folder-unclear':
    'Nothing was written because the key in {file} cannot be read, so the folder may hold another connector than {key}. Correct the file, or choose another folder.',
  'path-linked':
    'Nothing was written because {path} is a symbolic link or a special file, which may lead out of the folder. Replace it by a plain file or folder, or choose another folder.',
  'path-foreign':
    'Nothing was written because the export has the file {path}, which is not part of a connector. Check that the server is the right one.',
  'flow-folder-missing':
    'There is no flow in {folder}. Choose a folder with a flow.yaml, such as one that "hookwright pull-flow" wrote.',
  'flow-folder-unclear':
    'The id of the flow in {file} cannot be read, so it is unknown which flow is meant. Correct the file.',
  'flow-folder-foreign':
    'Nothing was written because the folder {folder} holds another flow than {key}. Choose another folder.',
  'flow-unknown':
    'The server at {url} has no flow “{wanted}” that this key can access. Check its name on the page Flows.',
  'event-unknown':
    'The connector “{name}” has no webhook event “{wanted}” in its draft. Its webhook events: {known}.',
  'connector-unknown':
    'The server at {url} has no connector “{wanted}” that this key can access. Connectors there: {known}.',
  'version-unknown': 'There is no version {number} of this connector. Versions: {known}.',
  'nothing-deployed':
    'The connector “{name}” has no deployed version at {target}, so there is nothing to compare. Deploy one there first.',
  'plan-invalid':
    'The file {file} is no plan that "hookwright plan --out" wrote. Make a new one, then apply it.',
  'plan-of-other-server':
    'Nothing was deployed because the plan was made for {planned}, but the target is {url}. Make a plan for this target, check it, then apply it.',
  'plan-of-other-files':
    'Nothing was deployed because the files in {folder} have changed since the plan. Make a new plan, check it, then apply it.',
  'rollback-impossible':
    'Nothing was rolled back because “{name}” was deployed {count} times, and rolling back needs an earlier deployment. Choose a version with "hookwright deploy".',
  'folder-taken':
    'Nothing was written because the folder {folder} is not empty. Choose another folder, or remove it.',
  'files-invalid': 'The files in {folder} cannot be used (problems: {count}). {what}',
  'tests-missing':
    'There are no tests in {folder}/tests. Add a file such as tests/create-issue.yaml; “Tests of connectors” in the handbook shows its format.',
  'tests-none-chosen':
    'No test in {folder} has “{only}” in its name or file. Leave --only out to run all of them.',
  'value-missing':
    'Nothing was sent because the connection has no {label}. Set the variable {variable}; its value is not written to any file.',
  'import-refused': 'The file {file} was not imported, and nothing was changed. {why}',
  'not-installed':
    'The program {file} is missing, so this command cannot run here. Run it inside an installation of Hookwright.',
  'driver-missing':
    'Hookwright cannot open a database because its driver better-sqlite3 was neither downloaded nor compiled when Hookwright was installed ({why}). Install a C++ compiler, make and Python 3, then install Hookwright again; npx does that when the command is run again.',
  'driver-other-node':
    'Hookwright cannot open a database because its driver better-sqlite3 was installed with another version of Node than {version}. Run "npm rebuild better-sqlite3" in {folder}, then run the command again.',
  'child-failed': '{what}'
} as const

/** Code of a fault of the command itself. */
export type CommandFaultCode = keyof typeof sentences

const fill = (sentence: string, details: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))

/** Creates a fault of the command itself, which exits with code 1. The code is in the fault's details. */
export const commandFault = (code: CommandFaultCode, details: Record<string, string | number> = {}): Fault =>
  new Fault('command.failed', { ...details, code, what: fill(sentences[code], details) })

/** Creates the fault of a command line that was not understood; the command exits with code 2. */
export const usageFault = (what: string): Fault => new Fault('command.usage', { what })

/** Returns the code of any fault, for JSON output. */
export const codeOfFault = ({ code, details }: Fault): string =>
  code === 'command.failed' && typeof details.code === 'string' ? details.code : code

/**
 * Returns the reason of a system error, for use in a sentence: its code, such as “ENOENT”, or its message.
 */
export const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown)
  if (thrown.cause instanceof Error) return reasonOf(thrown.cause)
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown.message.replace(/\.$/, '')
}
