import { type Flow, keySourcesOf, startCardOf } from '@hookwright/model'
import type { HandRegistration } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'

/**
 * Returns the values that a person must enter at the service to receive an event. These are the Event URL
 * and, if no flow passes it on, the Signing Secret. `null` for an event that is polled or registered by a
 * flow.
 */
export const handRegistrationOf = (doc: Flow, specs: Specs): HandRegistration | null => {
  const start = startCardOf(doc)
  const spec = start && specs.get(start.type)
  const registrar = start && spec?.registers(start.config)
  if (start === undefined || !registrar || registrar.flowIds.registration !== null) return null
  const receiving = spec?.receives(start.config) ?? null
  const isGenerated =
    receiving !== null && keySourcesOf(receiving).some(({ source }) => source.from === 'generated')
  return isGenerated ? 'url-and-secret' : 'url'
}
