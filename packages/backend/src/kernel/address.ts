import type { Subscription } from '@hookwright/model'
import type { Settings } from './effects.ts'

/**
 * Returns the public Event URL of a subscription, as the service has it. This is the URL sent at
 * registration, or the current URL if a person enters it manually.
 */
export const addressOf = (
  { terms }: Pick<Subscription, 'terms'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>
): string => (terms.registration === null ? publicUrl() : (terms.publicUrl ?? publicUrl()))
