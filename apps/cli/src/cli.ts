import { toFault } from '@hookwright/model'
import yargs, { type Argv } from 'yargs'
import { commands } from './commands/index.ts'
import type { CliContext, Command } from './kernel/command.ts'
import { type ExitCode, exitCodeOfFault, exitCodes } from './kernel/exit-code.ts'
import { usageFault } from './kernel/faults.ts'
import { type Printed, printFault, printReport } from './kernel/print.ts'

/**
 * Environment and effects of the command-line program, such as its output and `fetch`. Tests replace some of
 * them.
 */
export interface CliHost extends Omit<CliContext, 'json' | 'warn'> {
  /** Writes to standard error at once, for commands that print events one by one. */
  writeError: (text: string) => void
}

/** Matched command and its arguments. */
interface Chosen {
  command: Command
  args: Record<string, unknown>
}

const exitCodeLines = ['Exit codes:', ...exitCodes.map(({ code, means }) => `  ${code}  ${means}`)]

const serverLine =
  'The server URL is read from hookwright.yaml (choose a target with --target) or from HOOKWRIGHT_URL, and the API key from HOOKWRIGHT_API_KEY.'

const serverLines = ({ options }: Command): string[] =>
  options?.target === undefined ? [] : ['', serverLine]

const examplesOf = ({ examples }: Command): string[] =>
  examples.flatMap(([line, purpose]) => [`  hookwright ${line}`, `      ${purpose}`])

const addCommand = (parser: Argv, command: Command, choose: (chosen: Chosen) => void): void => {
  const words = [command.usage, ...(command.aliases ?? [])]
  const build = (builder: Argv): Argv => {
    for (const [name, options] of Object.entries(command.positionals ?? {})) builder.positional(name, options)
    builder.options(command.options ?? {})
    return builder.epilogue(
      ['Examples:', ...examplesOf(command), '', ...exitCodeLines, ...serverLines(command)].join('\n')
    )
  }
  const take = (args: Record<string, unknown>): void => choose({ command, args })
  parser.command(words, command.describe, build, take)
}

const createParser = (args: string[], version: string, choose: (chosen: Chosen) => void): Argv => {
  const parser: Argv = yargs(args)
    .scriptName('hookwright')
    .usage(
      'Usage: $0 COMMAND [OPTIONS]\n\nStarts Hookwright, and moves connectors between folders and servers.'
    )
    .locale('en')
    .parserConfiguration({ 'camel-case-expansion': true, 'duplicate-arguments-array': false })
    .option('json', { type: 'boolean', describe: 'Print JSON', global: true })
    .version(version)
    .help()
    .alias('h', 'help')
    .completion('completion', 'Print a completion script for bash or zsh')
    .demandCommand(1, 'Enter a command.')
    .recommendCommands()
    .strictCommands()
    .strict()
    .wrap(110)
    .epilogue([...exitCodeLines, '', serverLine].join('\n'))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail(false)
  for (const command of commands) addCommand(parser, command, choose)
  return parser
}

/** Result of parsing a command line: a command, a text such as the help, or an error. */
type Read = { is: 'command'; chosen: Chosen } | { is: 'text'; text: string } | { is: 'refused'; why: string }

/** Parses a command line without running its command. */
const readLine = async (args: string[], version: string): Promise<Read> => {
  let chosen: Chosen | null = null
  let text = ''
  try {
    const parser = createParser(args, version, found => {
      chosen = found
    })
    await parser.parseAsync(args, {}, (_: unknown, __: unknown, output: string) => {
      text = output
    })
  } catch (thrown) {
    return { is: 'refused', why: thrown instanceof Error ? thrown.message : String(thrown) }
  }
  return chosen === null ? { is: 'text', text } : { is: 'command', chosen }
}

const sentence = (text: string): string => {
  const flat = text.trim().replace(/\s*\n\s*/g, ' ')
  return /[.?!]$/.test(flat) ? flat : `${flat}.`
}

/** Returns the help of the whole command line, or of the command with these words. */
export const helpOf = async (words: string[], version: string): Promise<string> => {
  const read = await readLine([...words, '--help'], version)
  return read.is === 'text' ? read.text : ''
}

/** Runs a command line; returns its exit code and its output. */
export const runCli = async (args: string[], host: CliHost): Promise<Printed & { code: ExitCode }> => {
  const isJson = args.includes('--json')
  const warnings: string[] = []
  const read = await readLine(args, host.version)
  const isStream = read.is === 'command' && read.chosen.command.isStream === true
  if (read.is === 'text') return { code: 0, output: read.text === '' ? '' : `${read.text}\n`, errors: '' }
  try {
    if (read.is === 'refused') {
      throw usageFault(`${sentence(read.why)} Run "hookwright --help" to see all commands and options.`)
    }
    const { command, args: named } = read.chosen
    // A stream may go on for days, so its warnings do not wait for the end.
    const warn = (warning: string): void => {
      if (isStream) host.writeError(`${warning}\n`)
      else warnings.push(warning)
    }
    const context: CliContext = { ...host, json: isJson, warn }
    const report = await command.run(named, context)
    return { code: report.failed === true ? 1 : 0, ...printReport(report, warnings, isJson) }
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code === 'internal') throw thrown
    return { code: exitCodeOfFault(fault), ...printFault(fault, warnings, { isJson, isStream }) }
  }
}
