import type { Options } from 'yargs'

/** The option that chooses a server. */
export const targetOption: Record<'target', Options> = {
  target: { type: 'string', requiresArg: true, describe: 'Target of hookwright.yaml' }
}

/** Option for the note of a version or deployment. */
export const noteOption: Record<'note', Options> = {
  note: { type: 'string', requiresArg: true, default: '', describe: 'Note that is kept with the version' }
}
