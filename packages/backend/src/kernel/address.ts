import type { Subscription } from '@hookwright/model'
import type { Settings } from './effects.ts'

/**
 * Returns the public URL of the server in a subscription's Event URL. This is the URL sent at registration,
 * or the current one if a person enters the Event URL manually.
 */
export const addressOf = (
  { terms }: Pick<Subscription, 'terms'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>
): string => (terms.registration === null ? publicUrl() : (terms.publicUrl ?? publicUrl()))
