import type { Json, Secret } from '@hookwright/model'
import type { Options, PositionalOptions } from 'yargs'
import type { z } from 'zod'

/** Values of the environment variables that the command reads. */
export interface CliEnvironment {
  /** Server URL from HOOKWRIGHT_URL; `null` if `hookwright.yaml` provides the address. */
  url: string | null
  /**
   * Returns the API key for a target of `hookwright.yaml`, or for HOOKWRIGHT_URL if the target is `null`.
   * Returns `null` if no key is set.
   */
  apiKeyFor: (target: string | null) => Secret | null
  /** Returns the value of a field of a test's live connection; `null` if it is not set. */
  connectionValue: (field: string) => Secret | null
  dataFolder: string
}

/** Context of a command. Every effect of the command goes through this context. */
export interface CliContext {
  cwd: string
  env: CliEnvironment
  /** True with `--json`. Standard output is then one JSON document, or one document per line for a stream. */
  json: boolean
  /** Version of this command. */
  version: string
  nodeVersion: string
  now: () => number
  fetch: typeof fetch
  /** Resolves after this many milliseconds, or earlier if the command is stopped. */
  wait: (ms: number) => Promise<void>
  /** Signal that aborts on Ctrl+C. */
  stopping: AbortSignal
  /** Writes to standard output at once, for commands that print events one by one. */
  write: (text: string) => void
  /** Adds a warning. It is printed to standard error, immediately for a stream, or included in the JSON. */
  warn: (sentence: string) => void
  /** Root folder of this installation. */
  root: string
  /**
   * Opens an in-memory database with the driver of this installation. Throws the driver's own error if it
   * cannot be loaded.
   */
  openDriver: () => void
  /** Runs a script with Node. */
  runScript: (params: { path: string; args: string[]; output: ScriptOutput }) => Promise<ScriptEnd>
}

/** Destination of a script's output: the terminal, standard error, or (`kept`) the returned result. */
export type ScriptOutput = 'terminal' | 'errors' | 'kept'

/** Exit code and output of a script that a command ran. */
export interface ScriptEnd {
  code: number
  output: string
  errors: string
}

/** Result of a command. */
export interface Report {
  /** Text for output without `--json`; empty if it was already printed. */
  text: string
  /** Additional fields of the `--json` output, next to `ok`; `null` if they were already printed. */
  data: { [key: string]: Json } | null
  /** True if the command exits with code 1 without a fault, such as a failed `validate`. */
  failed?: boolean
}

/** Definition of a command. */
interface CommandSpec<Args> {
  /** Words of the command, followed by its positional arguments in yargs syntax. */
  usage: string
  describe: string
  /** Other words for the same command. */
  aliases?: readonly string[]
  /** Example command lines without `hookwright`, each with its purpose. */
  examples: readonly (readonly [line: string, purpose: string])[]
  positionals?: Record<string, PositionalOptions>
  options?: Record<string, Options>
  /** True for a command that prints events one by one; with `--json`, each document then is one line. */
  isStream?: true
  args: z.ZodType<Args>
  run: (args: Args, context: CliContext) => Promise<Report>
}

/** A command, whatever the type of its arguments. */
export type Command = Omit<CommandSpec<unknown>, 'args'>

/** Creates a command whose arguments are parsed by its schema. */
export const defineCommand = <Args>({ args, run, ...spec }: CommandSpec<Args>): Command => ({
  ...spec,
  run: (params, context) => run(args.parse(params), context)
})
