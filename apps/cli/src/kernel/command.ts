import type { Json, Secret } from '@hookwright/model'
import type { Options, PositionalOptions } from 'yargs'
import type { z } from 'zod'

/** Variables of the environment that the command knows. */
export interface CliEnvironment {
  /** Address of the server; null where `hookwright.yaml` says it. */
  url: string | null
  /** Returns the key for a target of `hookwright.yaml`, or for the address of HOOKWRIGHT_URL; null where none is set. */
  apiKeyFor: (target: string | null) => Secret | null
  /** Returns the value of a field of the live connection of a test; null where it is not set. */
  connectionValue: (field: string) => Secret | null
  dataFolder: string
}

/** Context of a command. Everything that it reads or changes outside itself comes from here. */
export interface CliContext {
  cwd: string
  env: CliEnvironment
  /** True with `--json`: standard output then holds one JSON document, or one a line of a stream. */
  json: boolean
  /** Version of this command. */
  version: string
  nodeVersion: string
  now: () => number
  fetch: typeof fetch
  /** Resolves after that many milliseconds, or as soon as the command is to stop. */
  wait: (ms: number) => Promise<void>
  /** Aborted by Ctrl+C. */
  stopping: AbortSignal
  /** Writes to standard output at once; for streams. */
  write: (text: string) => void
  /** Adds a sentence that is printed on standard error, for a stream at once, or in the JSON. */
  warn: (sentence: string) => void
  /** Folder of the installation that this command belongs to. */
  root: string
  /** Opens a database in memory with the driver of this installation. Throws what loading the driver throws. */
  openDriver: () => void
  /** Runs a script with Node. */
  runScript: (params: { path: string; args: string[]; output: ScriptOutput }) => Promise<ScriptEnd>
}

/** Destination of a script's output: the terminal, standard error, or the result. */
export type ScriptOutput = 'terminal' | 'errors' | 'kept'

/** End of a script that a command ran. */
export interface ScriptEnd {
  code: number
  output: string
  errors: string
}

/** Result of a command. */
export interface Report {
  /** Printed without `--json`; empty where it was printed already. */
  text: string
  /** Printed with `--json`, beside `ok`; null where it was printed already. */
  data: { [key: string]: Json } | null
  /** True for a command that found a reason to end with code 1, such as `validate`. */
  failed?: boolean
}

/** A command as it is written. */
interface CommandSpec<Args> {
  /** Words of the command, and its positional arguments as yargs writes them. */
  usage: string
  describe: string
  /** Other words for the same command. */
  aliases?: readonly string[]
  /** Command lines without `hookwright`, and their purpose. */
  examples: readonly (readonly [line: string, purpose: string])[]
  positionals?: Record<string, PositionalOptions>
  options?: Record<string, Options>
  /** True for a command that prints events one by one; with `--json`, each document then is one line. */
  isStream?: true
  args: z.ZodType<Args>
  run: (args: Args, context: CliContext) => Promise<Report>
}

/** A command of any arguments. */
export type Command = Omit<CommandSpec<unknown>, 'args'>

/** Creates a command whose arguments are parsed by its schema. */
export const defineCommand = <Args>({ args, run, ...spec }: CommandSpec<Args>): Command => ({
  ...spec,
  run: (params, context) => run(args.parse(params), context)
})
