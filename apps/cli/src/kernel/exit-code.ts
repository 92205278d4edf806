import type { Fault } from '@hookwright/model'

/** Exit codes with their meaning, for the help. */
export const exitCodes = [
  { code: 0, means: 'done' },
  { code: 1, means: 'failed or refused; the reason is on standard error, or in the JSON' },
  { code: 2, means: 'the command line was not understood' }
] as const

export type ExitCode = (typeof exitCodes)[number]['code']

/** Returns the exit code of a command that ended with this fault. */
export const exitCodeOfFault = ({ code }: Fault): ExitCode => (code === 'command.usage' ? 2 : 1)
