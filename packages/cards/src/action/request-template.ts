import { type Flow, type Json, type JsonObject, literal, one, pill } from '@hookwright/model'
import { rawRequest } from '../raw-request/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { filled, rowOfCards } from '../template/build-template.ts'
import { action } from './card.ts'

/**
 * Returns a template action that sends one fixed request. It returns the status code and the JSON of the
 * response.
 */
export const requestActionTemplate = ({
  title,
  note,
  request: { config, inputs },
  newId
}: {
  title: string
  /** Text for the note on the request's card; empty for no note. */
  note: string
  /** Settings and inputs of the request. */
  request: { config: JsonObject; inputs: Record<string, Json> }
  newId: () => string
}): Flow => {
  const field = (label: string, kind: 'number' | 'object') => ({
    ...{ id: newId(), label, fieldType: 'text-field' as const, dataType: one(kind), required: false }
  })
  const [statusCode, answer] = [field('Status Code', 'number'), field('Response', 'object')]
  const start = filled(action, newId())
  const request = filled(rawRequest, newId(), {
    title,
    ...(note !== '' && { note }),
    config: { ...rawRequest.blank().config, ...config, expectJson: false },
    inputs: Object.fromEntries(Object.entries(inputs).map(([port, value]) => [port, literal(value)]))
  })
  const last = filled(returnOutputs, newId(), {
    config: { groups: [{ id: newId(), name: 'Response', fields: [statusCode, answer] }], runMode: false },
    inputs: {
      [statusCode.id]: pill(request.id, 'statusCode'),
      [answer.id]: pill(request.id, 'json')
    }
  })
  return rowOfCards(start, request, last)
}
