import { type Binding, type Card, type Field, type FieldId, type Flow, listOf, pill } from '@hookwright/model'
import { card, flowOf, textField } from './flow-docs.ts'

/** A field that users have to fill in. */
export const requiredField = (id: FieldId, label: string): Field => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: { kind: 'text', list: false },
  required: true
})

/** The option "Event type", with what the practice service sends. */
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

/** An event with the options "Event type" and "Department", whose helper flows may be chosen already. */
export const eventDoc = (
  given: { registration?: string; deregistration?: string; inputs?: Card['inputs'] } = {}
): Flow =>
  flowOf(
    card('event', 'webhook-event', {
      config: {
        options: [eventType, textField('department', 'Department')],
        registrationFlowId: given.registration ?? null,
        deregistrationFlowId: given.deregistration ?? null
      },
      inputs: given.inputs ?? {}
    }),
    card('return', 'return-outputs', { config: { groups: [], runMode: false } })
  )

/** A registration flow that takes these inputs. */
export const registrationDoc = (...inputs: Field[]): Flow =>
  flowOf(card('start', 'webhook-registration', { config: { inputs } }), card('return', 'registration-return'))

/** A deregistration flow that takes these inputs. */
export const deregistrationDoc = (...inputs: Field[]): Flow =>
  flowOf(card('start', 'webhook-deregistration', { config: { inputs } }))

/** An event as it is when it was just made. */
export const emptyEvent: Flow = flowOf(
  card('event', 'webhook-event', {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
  }),
  card('return', 'return-outputs', { config: { groups: [], runMode: false } })
)

/** A helper flow that asks the service for a list at this address, and gives it to a dropdown. */
export const choicesDoc = (url: Binding, ...inputs: Field[]): Flow =>
  flowOf(
    card('start', 'helper-flow', { config: { inputs } }),
    card('ask', 'raw-request', { config: { method: 'GET' }, inputs: { url } }),
    card('return', 'return', {
      config: { fields: [{ ...requiredField('choices', 'Choices'), dataType: listOf('object') }] },
      inputs: { choices: pill('ask', 'json') }
    })
  )
