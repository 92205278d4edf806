import { cardSpecs } from '@hookwright/cards'
import { catalogOfMaker, noJournal, prepareFlows, RECORDS, runFlow, signatureOf } from '@hookwright/engine'
import {
  type FlowSignature,
  listConversionErrors,
  MOST_STEPS,
  type RunOutcome,
  startCardOf
} from '@hookwright/model'
import type { ConnectorContent, ConnectorTest, FlowContent } from '@hookwright/model/files'
import { compareValues } from './compare.ts'
import { openTestConnection, type TestConnection } from './open-connection.ts'
import { receiveEvent } from './receive-event.ts'
import { type Answerer, createRecordedAnswers, createTestClient } from './recorded-client.ts'
import { createTestEffects, TEST_TIME } from './test-effects.ts'

/** Result of a test. The test passed if there are no differences. */
export interface TestResult {
  file: string
  name: string
  flow: string
  differences: string[]
}

const EVENT_URL = 'https://hooks.example.com/e/placeholder'
const SIGNING_SECRET = 'placeholder-signing-secret'

/** Returns the flow that a test refers to. */
export const findFlow = ({ flows }: ConnectorContent, reference: string): FlowContent | undefined =>
  flows.find(({ id }) => id.endsWith(reference.slice('flow:'.length)))

/** Returns the values of the start card for a flow that is not started by a request. */
const startOf = (test: ConnectorTest, signature: FlowSignature): Record<string, unknown> => {
  const { options = {}, inputs = {}, registrationData, lapsedData = null } = test
  const groups = signature.inputGroups ?? []
  const fields = groups.length > 0 ? groups.flatMap(group => group.fields) : signature.inputs
  return {
    ...Object.fromEntries(fields.map(({ id }) => [id, null])),
    ...Object.fromEntries(groups.filter(({ extensible }) => extensible).map(({ id }) => [`added.${id}`, {}])),
    ...inputs,
    ...Object.fromEntries(
      signature.options.map(({ id, initial }) => [`option.${id}`, options[id] ?? initial ?? null])
    ),
    eventUrl: test.eventUrl ?? EVENT_URL,
    signingSecret: test.signingSecret ?? SIGNING_SECRET,
    lapsedData,
    ...(registrationData !== undefined && { registrationData })
  }
}

/** Returns the names of options and inputs that the test sets but its flow does not have. */
const unexpectedValuesIn = (
  test: ConnectorTest,
  { inputGroups = [], inputs, options }: FlowSignature
): string[] => {
  const known = [
    ...inputs.map(({ id }) => id),
    ...inputGroups.flatMap(({ id, fields }) => [
      ...fields.map(field => field.id),
      `added.${id}`,
      `loaded.${id}`
    ])
  ]
  const say = (kind: string, id: string, ids: string[]): string =>
    `The flow has no ${kind} “${id}”. It has: ${ids.join(', ') || 'none'}.`
  const optionIds = options.map(({ id }) => id)
  return [
    ...Object.keys(test.inputs ?? {})
      .filter(id => !known.includes(id))
      .map(id => say('input', id, known)),
    ...Object.keys(test.options ?? {})
      .filter(id => !optionIds.includes(id))
      .map(id => say('option', id, optionIds))
  ]
}

const withoutNulls = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))

const sameTime = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' && typeof other === 'string' && Date.parse(one) === Date.parse(other)

const compareOutcomes = ({ expect }: ConnectorTest, { status, result }: RunOutcome): string[] => {
  const failure = status.is === 'failed' ? status.fault.message : null
  if (expect.fails !== undefined) {
    if (failure === null) return [`The flow succeeds, expected a failure with “${expect.fails}”.`]
    return failure.includes(expect.fails)
      ? []
      : [`The flow fails with “${failure}”, expected “${expect.fails}”.`]
  }
  if (status.is === 'failed') return [`The flow fails at ${status.at.join(' ▸ ') || 'its start'}: ${failure}`]
  const got = result ?? {}
  const { outputs, records, registrationData, expiresAt, registrations } = expect
  const listed = got[RECORDS]
  return [
    ...listConversionErrors(got).map(
      ({ label, found, wanted }) => `The output “${label}” is ${found}, but is declared as ${wanted}.`
    ),
    ...(outputs === undefined ? [] : compareValues('outputs', withoutNulls(outputs), withoutNulls(got))),
    ...(records === undefined
      ? []
      : compareValues(
          'records',
          records.map(withoutNulls),
          Array.isArray(listed) ? listed.map(withoutNulls) : listed
        )),
    ...(registrationData === undefined
      ? []
      : compareValues('registrationData', registrationData, got.registrationData)),
    ...(expiresAt === undefined || sameTime(expiresAt, got.expiresAt)
      ? []
      : compareValues('expiresAt', expiresAt, got.expiresAt)),
    ...(registrations === undefined ? [] : compareValues('registrations', registrations, got.registrations))
  ]
}

/**
 * Result of running a test's flow: differences in the received request, and the flow's outcome. The outcome
 * is null if the flow did not run.
 */
export interface TestRun {
  differences: string[]
  outcome: RunOutcome | null
}

/** Runs the flow of a test with responses from an `Answerer`. Never throws. */
export const runFlowOfTest = async (
  content: ConnectorContent,
  test: ConnectorTest,
  params: { flow: FlowContent; connection: TestConnection; answer: Answerer }
): Promise<TestRun> => {
  const { flow, connection, answer } = params
  const refuse = (...differences: string[]): TestRun => ({ differences, outcome: null })
  const now = test.now === undefined ? TEST_TIME : Date.parse(test.now)
  const signature = signatureOf(flow, cardSpecs)
  if (signature === null) return refuse('The flow has no start card. Add one.')
  const unexpectedValues = unexpectedValuesIn(test, signature)
  if (unexpectedValues.length > 0) return refuse(...unexpectedValues)
  let start: Record<string, unknown> | null = startOf(test, signature)
  const received: string[] = []
  if (test.request !== undefined) {
    const card = startCardOf(flow.doc)
    const rules = card && cardSpecs.get(card.type)?.receives(card.config)
    if (!rules)
      return refuse(
        'The flow receives no requests. Remove the key “request” from the test, or test the flow of an event.'
      )
    const {
      eventUrl = EVENT_URL,
      signingSecret = SIGNING_SECRET,
      registrationData = {},
      captured = {}
    } = test
    const parts = { eventUrl, signingSecret, registrationData, captured, now, values: connection.values }
    const event = await receiveEvent(rules, test, test.request, parts)
    received.push(...event.differences)
    start = event.start
  }
  if (start === null) return refuse(...received)
  const catalog = catalogOfMaker(content.authentication, content.flows, cardSpecs)
  const docs = new Map(content.flows.map(({ id, doc }) => [id, doc]))
  const outcome = await runFlow(flow.doc, start, {
    prepared: prepareFlows({ specs: cardSpecs, catalog, flows: docs }),
    fx: { ...createTestEffects(now), http: createTestClient(connection.method, connection.values, answer) },
    journal: noJournal,
    runId: 'test',
    flowId: flow.id,
    everywhere: connection.everywhere,
    signal: new AbortController().signal,
    fuel: MOST_STEPS
  })
  return { differences: received, outcome }
}

const resultOf = (
  { file, name }: ConnectorTest,
  flow: FlowContent | undefined,
  differences: string[]
): TestResult => ({
  ...{ file, name, differences },
  flow: flow?.name ?? ''
})

/** Runs a test of a connector against its recorded exchanges, without network access. Never throws. */
export const runTest = async (content: ConnectorContent, test: ConnectorTest): Promise<TestResult> => {
  const flow = findFlow(content, test.flow)
  if (flow === undefined)
    return resultOf(test, flow, [`The connector has no “${test.flow}”. Change the key “flow” of the test.`])
  const connection = openTestConnection(content, test)
  if (typeof connection === 'string') return resultOf(test, flow, [connection])
  const recorded = createRecordedAnswers(test.exchanges ?? [])
  const run = await runFlowOfTest(content, test, { flow, connection, answer: recorded.answer })
  const compared = run.outcome === null ? [] : compareOutcomes(test, run.outcome)
  const unsent = recorded.unsent().map(({ request }) => `${request.method} ${request.url} was not sent.`)
  return resultOf(test, flow, [
    ...new Set([...recorded.differences, ...run.differences, ...compared, ...unsent])
  ])
}
