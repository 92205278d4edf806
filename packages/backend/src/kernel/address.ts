import type { Subscription } from '@hookwright/model'
import type { Settings } from './effects.ts'

/**
 * The public URL under which a service knows a subscription: what its registration was told; where a person told it, what
 * they can read now.
 */
export const addressOf = (
  { terms }: Pick<Subscription, 'terms'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>
): string => (terms.registration === null ? publicUrl() : (terms.publicUrl ?? publicUrl()))
