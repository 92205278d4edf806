import { type Binding, type Card, type Field, type FieldId, type Flow, listOf, pill } from '@hookwright/model'
import { card, flowOf, textField } from './flow-docs.ts'

/** Creates a required field. */
export const requiredField = (id: FieldId, label: string): Field => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: { kind: 'text', list: false },
  required: true
})

/** The option "Event type", with the events of the practice service. */
const eventType = {
  ...requiredField('event_type', 'Event type'),
  fieldType: 'dropdown',
  choices: {
    from: 'static',
    rows: [
      { display: 'Created', value: 'user.created' },
      { display: 'Deleted', value: 'file.deleted' }
    ]
  }
}

/**
 * Creates an event with the options "Event type" and "Department". The ids of its registration and
 * deregistration flows may be omitted.
 */
export const eventDoc = (
  params: { registration?: string; deregistration?: string; inputs?: Card['inputs'] } = {}
): Flow =>
  flowOf(
    card('event', 'webhook-event', {
      config: {
        options: [eventType, textField('department', 'Department')],
        registrationFlowId: params.registration ?? null,
        deregistrationFlowId: params.deregistration ?? null
      },
      inputs: params.inputs ?? {}
    }),
    card('return', 'return-outputs', { config: { groups: [], runMode: false } })
  )

/** Creates a registration flow with these inputs. */
export const registrationDoc = (...inputs: Field[]): Flow =>
  flowOf(card('start', 'webhook-registration', { config: { inputs } }), card('return', 'registration-return'))

/** Creates a deregistration flow with these inputs. */
export const deregistrationDoc = (...inputs: Field[]): Flow =>
  flowOf(card('start', 'webhook-deregistration', { config: { inputs } }))

/** Event as newly created. */
export const emptyEvent: Flow = flowOf(
  card('event', 'webhook-event', {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
  }),
  card('return', 'return-outputs', { config: { groups: [], runMode: false } })
)

/** Creates a helper flow that requests a dropdown's choices from this URL. */
export const choicesDoc = (url: Binding, ...inputs: Field[]): Flow =>
  flowOf(
    card('start', 'helper-flow', { config: { inputs } }),
    card('ask', 'raw-request', { config: { method: 'GET' }, inputs: { url } }),
    card('return', 'return', {
      config: { fields: [{ ...requiredField('choices', 'Choices'), dataType: listOf('object') }] },
      inputs: { choices: pill('ask', 'json') }
    })
  )
