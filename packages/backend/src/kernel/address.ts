import type { Subscription } from '@hookwright/model'
import type { Settings } from './effects.ts'

/**
 * Returns the public URL under which a service knows a subscription: the one sent at registration
 * or, where a person enters it, the current one.
 */
export const addressOf = (
  { terms }: Pick<Subscription, 'terms'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>
): string => (terms.registration === null ? publicUrl() : (terms.publicUrl ?? publicUrl()))
