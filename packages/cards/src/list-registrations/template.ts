import { type Flow, literal, pill } from '@hookwright/model'
import { listingReturn } from '../listing-return/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { LIST, RECORD } from '../return-outputs/records.ts'
import type { TemplateInput } from '../template/build-template.ts'
import {
  filled,
  optionalInputs,
  requestInputs,
  rowOfCards,
  subscriptionsPath
} from '../template/build-template.ts'
import { listRegistrations } from './card.ts'

/**
 * Returns a template flow that lists the subscriptions of the practice service, which makers adapt to their
 * service. Each result contains the id, which the deregistration flow needs.
 */
export const listingTemplate = ({ options, baseUrl, newId }: TemplateInput): Flow => {
  const inputs = optionalInputs(options, newId)
  const start = filled(listRegistrations, newId(), { config: { inputs } })
  const list = filled(rawRequest, newId(), {
    title: 'List subscriptions',
    ...requestInputs(baseUrl, {
      url: literal(subscriptionsPath(baseUrl)),
      note: 'Enter the path at which the service lists webhooks, below the base URL.'
    })
  })
  const end = newId()
  const back = filled(listingReturn, end, {
    inputs: {
      [LIST]: pill(list.id, 'json'),
      id: pill(end, RECORD, ['id']),
      eventUrl: pill(end, RECORD, ['url']),
      registrationData: pill(end, RECORD)
    }
  })
  return rowOfCards(start, list, back)
}
