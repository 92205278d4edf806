import { catalogOfMaker, helperTermsOf, optionPortId, signatureOf } from '@hookwright/engine'
import {
  type Field,
  type FieldId,
  type FlowSignature,
  type Id,
  type Json,
  startCardOf
} from '@hookwright/model'
import { helperSource } from '../execution/helper-source.ts'
import type { ListenRegistration, ListenRegistrationState } from '../intake/listening.ts'
import type { RegistrationContext } from './registration-context.ts'
import {
  closeTrial,
  openTrial,
  registerTrial,
  removeTrial,
  type TrialTerms,
  type TrialTexts
} from './trial-registration.ts'

const words: TrialTexts = { subject: 'Listening for a test event' }

/**
 * Returns the value to try for an option: its default, or the first fixed choice if it is required. `null`
 * for an optional option without a default, `undefined` if no value is known.
 */
const triedValueOf = ({ required, initial, choices }: Field): Json | undefined => {
  if (initial !== undefined) return initial
  if (!required) return null
  const [first] = choices?.from === 'static' ? choices.rows : []
  return first?.value
}

/** Returns a value for each option, by field id. `null` if a required option has no value. */
const optionsFor = (signature: FlowSignature | null): Record<FieldId, Json> | null => {
  const values: Record<FieldId, Json> = {}
  for (const option of signature?.options ?? []) {
    const value = triedValueOf(option)
    if (value === undefined) return null
    values[optionPortId(option.id)] = value
  }
  return values
}

/**
 * Registers a test URL at the service with the draft helper flows and the first test connection. Returns
 * `null` if a helper flow, a test connection or a required option value is missing, since a person must then
 * register the URL.
 */
export const registerForListening = async (
  context: RegistrationContext,
  params: {
    connectorId: Id
    eventFlowId: Id
    token: string
    signingSecret: string
    /** Called with the Registration Data once the URL is registered. */
    registered: (data: unknown) => void
    /** Called when the state of the test URL's registration changes. */
    changed: () => void
  }
): Promise<ListenRegistration | null> => {
  const { store, specs } = context
  const { connectorId, eventFlowId, token, signingSecret, registered, changed } = params
  const connector = await store.connectors.find(connectorId)
  const flows = await store.flows.list(connectorId)
  const event = flows.find(({ id }) => id === eventFlowId)
  const card = event && startCardOf(event.doc)
  if (connector === null || event === undefined || card === undefined) return null
  const options = optionsFor(signatureOf(event, specs))
  const [connection] = await context.connections.list({ connectorId, purpose: 'test' })
  if (options === null || (connection === undefined && connector.authentication.kind !== 'none')) return null
  const catalog = catalogOfMaker(connector.authentication, flows, specs)
  const termsOf = (role: 'registration' | 'deregistration' | 'listing') =>
    helperTermsOf({ flow: event.doc, card, role, options, specs, catalog })
  const [registration, deregistration] = [termsOf('registration'), termsOf('deregistration')]
  // What could not be removed afterwards is not registered.
  if (registration === null || deregistration === null) return null
  const terms: TrialTerms = { registration, deregistration, listing: termsOf('listing') }
  const trial = await openTrial(context, {
    connectorId,
    connectionId: connection?.id ?? null,
    terms,
    source: await helperSource(context, { connectorId }),
    token,
    signingSecret,
    words
  })

  let state: ListenRegistrationState = { is: 'registering' }
  const become = (next: ListenRegistrationState): void => {
    state = next
    changed()
  }
  const attempt = registerTrial(context, trial, words)
  const settled = attempt.then(outcome => {
    if (outcome.is === 'registered') {
      registered(outcome.data)
      become({ is: 'registered' })
    } else become({ is: outcome.is === 'left' ? 'left' : 'failed', fault: outcome.fault })
    return outcome
  })
  settled.catch(thrown =>
    context.effects.log('A test URL could not be registered.', { cause: String(thrown) })
  )
  let releasing: Promise<void> | null = null
  const remove = async (): Promise<void> => {
    const outcome = await settled
    if (outcome.is !== 'registered') return
    become({ is: 'removing' })
    const left = await removeTrial(context, trial, outcome.data, words)
    become(left === null ? { is: 'removed' } : { is: 'left', fault: left })
  }
  return {
    connectionName: connection?.name ?? null,
    state: () => state,
    release: () => {
      releasing ??= remove()
        .catch(thrown =>
          context.effects.log('The registration of a test URL could not be removed.', {
            cause: String(thrown)
          })
        )
        .finally(() => closeTrial(context, trial))
      return releasing
    }
  }
}
