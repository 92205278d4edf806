import type { Options } from 'yargs'

/** The option that chooses a server. */
export const targetOption: Record<'target', Options> = {
  target: { type: 'string', requiresArg: true, describe: 'Name of a target in hookwright.yaml' }
}

/** Option for the note of a version or deployment. */
export const noteOption: Record<'note', Options> = {
  note: { type: 'string', requiresArg: true, default: '', describe: 'Note to store with the version' }
}
