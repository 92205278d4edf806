import { type Flow, keySourcesOf, startCardOf } from '@hookwright/model'
import type { HandRegistration } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'

/**
 * Returns what a person enters at the service so that it sends an event: the Event URL, and the Signing Secret where no flow
 * passes it on. Null for an event that is registered by a flow, or that is polled.
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
