import type { Subscription } from '@hookwright/model'
import type { Settings } from './effects.ts'

/**
 * Returns the public URL by which a service knows a subscription. It is the URL sent at registration, or the current
 * one if a person enters it by hand.
 */
export const addressOf = (
  { terms }: Pick<Subscription, 'terms'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>
): string => (terms.registration === null ? publicUrl() : (terms.publicUrl ?? publicUrl()))
