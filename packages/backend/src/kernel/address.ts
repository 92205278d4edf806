import type { Subscription } from '@hookwright/model'
import type { Settings } from './effects.ts'

/**
 * Returns the server URL with which a subscription's Event URL begins. This is the URL sent at registration,
 * or the current one if a person enters the Event URL manually.
 */
export const addressOf = (
  { terms }: Pick<Subscription, 'terms'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>
): string => (terms.registration === null ? publicUrl() : (terms.publicUrl ?? publicUrl()))
