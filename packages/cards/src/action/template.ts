import { type Flow, literal, one, pill, text } from '@hookwright/model'
import { rawRequest } from '../raw-request/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { equipmentPath, filled, rowOfCards, type TemplateInput } from '../template/build-template.ts'
import { action } from './card.ts'

/**
 * Returns a template action, which makers adapt to their service. It assigns a laptop to a person by ID at
 * the practice service and returns the result.
 */
export const actionTemplate = ({ baseUrl, newId }: Omit<TemplateInput, 'options'>): Flow => {
  const field = (label: string, required: boolean) => ({
    id: newId(),
    label,
    fieldType: 'text-field' as const,
    dataType: one('text'),
    required
  })
  const personId = field('Person ID', true)
  const [equipmentId, tag] = [field('Equipment ID', false), field('Tag', false)]
  const start = filled(action, newId(), {
    config: { options: [], groups: [{ id: newId(), name: 'Person', fields: [personId] }] }
  })
  const request = filled(rawRequest, newId(), {
    title: 'Assign a laptop',
    config: { ...rawRequest.blank().config, method: 'POST' },
    inputs: {
      url: literal(equipmentPath(baseUrl)),
      body: text('{ "personId": "', pill(start.id, personId.id), '", "item": "laptop" }')
    }
  })
  const last = filled(returnOutputs, newId(), {
    config: { groups: [{ id: newId(), name: 'Equipment', fields: [equipmentId, tag] }], runMode: false },
    inputs: {
      [equipmentId.id]: pill(request.id, 'json', ['id']),
      [tag.id]: pill(request.id, 'json', ['tag'])
    }
  })
  return rowOfCards(start, request, last)
}
