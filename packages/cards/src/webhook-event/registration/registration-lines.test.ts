import { flowOf } from '@hookwright/engine/testing'
import { type Card, literal, pill, registrarRoles } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../../index.ts'
import { registrationReturn } from '../../registration-return/card.ts'
import { catalogWithFlows, field, put } from '../../testing.ts'
import { measures } from '../../view/measures.ts'
import { linesOfWholeMessage } from '../../view/row.ts'
import { webhookDeregistration } from '../../webhook-deregistration/card.ts'
import { webhookRegistration } from '../../webhook-registration/card.ts'
import { webhookEvent } from '../card.ts'
import {
  formatMapped,
  heightOfSummary,
  isMapped,
  missingOnCard,
  SUMMARY_LINE,
  shownRoles,
  summaryOf
} from './registration-lines.ts'

const around = catalogWithFlows(cardSpecs, {
  open: flowOf(
    put(webhookRegistration, 'start', { config: { inputs: [field('a', 'A'), field('b', 'B')] } }),
    put(registrationReturn, 'return')
  ),
  close: flowOf(put(webhookDeregistration, 'start', { config: { inputs: [field('c', 'C')] } }))
})

const event = (
  registrationFlowId: string | null,
  deregistrationFlowId: string | null,
  inputs: Card['inputs']
) => put(webhookEvent, 'event', { config: { options: [], registrationFlowId, deregistrationFlowId }, inputs })

const summarised = (card: Card) => summaryOf(card, id => around.flows.get(id))

const heightOf = (card: Card): number => heightOfSummary({ card, catalog: around })

test('the lines count the mappings of both helper flows', () => {
  const card = event('open', 'close', { 'registration.a': literal('x'), 'deregistration.c': literal('y') })
  const summary = summarised(card)
  expect(summary).toMatchObject({
    has: { registration: true, deregistration: true },
    all: 3,
    mapped: 2,
    stale: 0
  })
  expect(formatMapped(summary)).toBe('2 of 3 inputs mapped')
  expect(missingOnCard(summary)).toBeNull()
})

test('[row 42] mappings to removed inputs are counted separately', () => {
  const one = event('open', null, { 'registration.a': literal('x'), 'registration.gone': literal('y') })
  expect(formatMapped(summarised(one))).toBe('1 of 2 inputs mapped, 1 stale')
  const two = event('open', null, { 'registration.gone': literal('x'), 'registration.lost': literal('y') })
  expect(formatMapped(summarised(two))).toBe('0 of 2 inputs mapped, 2 stale')
})

test('[row 44] a mapping of a removed option is counted as stale', () => {
  const one = event('open', null, { 'registration.a': pill('event', 'option.gone') })
  expect(formatMapped(summarised(one))).toBe('0 of 2 inputs mapped, 1 stale')
})

test('no mappings are counted without helper flows', () => {
  const summary = summarised(event(null, null, {}))
  expect(formatMapped(summary)).toBeNull()
  expect(missingOnCard(summary)).not.toBeNull()
})

test('a line counts the mappings only if one is missing', () => {
  const missing = event('open', 'close', {})
  const complete = event('open', 'close', {
    'registration.a': literal('x'),
    'registration.b': literal('x'),
    'deregistration.c': literal('y')
  })
  expect([missing, complete].map(card => isMapped(summarised(card)))).toEqual([false, true])
  expect(isMapped(summarised(event(null, null, {})))).toBe(true)
  expect(heightOf(missing) - heightOf(complete)).toBe(SUMMARY_LINE)
})

test('the height of the card fits its lines', () => {
  const [both, half, none] = [
    event('open', 'close', {}),
    event(null, 'close', {}),
    event(null, null, {})
  ].map(heightOf)
  const lines = (card: Card): number =>
    linesOfWholeMessage(missingOnCard(summarised(card)) ?? '', measures.wideCard)
  expect(half).toBe((both ?? 0) + lines(event(null, 'close', {})) * measures.messageLine)
  expect(none).toBe((both ?? 0) + lines(event(null, null, {})) * measures.messageLine - SUMMARY_LINE)
})

// review: services 16
test('the height of the card fits all manual steps of a user', () => {
  for (const card of [event(null, null, {}), event(null, 'close', {}), event('open', null, {})]) {
    const said = missingOnCard(summarised(card)) ?? ''
    expect(said).toContain('manually')
    // More than that would take one line more, so nothing of it is cut off.
    expect(linesOfWholeMessage(`${said} ${'and more '.repeat(20)}`)).toBeGreaterThan(
      linesOfWholeMessage(said)
    )
  }
})

test('the card lists optional flows only if they are chosen', () => {
  const plain = event('open', 'close', {})
  const all = {
    ...plain,
    config: { ...plain.config, renewalFlowId: 'keep', listingFlowId: 'list', probeFlowId: 'ask' }
  }
  expect(shownRoles(summarised(plain))).toEqual(['registration', 'deregistration'])
  expect(shownRoles(summarised(all))).toEqual([...registrarRoles])
  expect(heightOf(all) - heightOf(plain)).toBe(3 * SUMMARY_LINE)
})
