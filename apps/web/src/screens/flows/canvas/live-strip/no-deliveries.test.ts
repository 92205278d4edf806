import { expect, test } from 'vitest'
import { formatNextStep } from './no-deliveries.tsx'

const github = { connectorName: 'GitHub', byHand: 'url-and-secret' } as const
const large = { isSmall: false, isTurningOff: false }

test('a flow of an event that is registered by hand says so before it is turned on', () => {
  expect(formatNextStep(github, { ...large, isOff: true })).toBe(
    'Turn the flow on, then copy the Event URL and the Signing Secret into GitHub.'
  )
  expect(formatNextStep({ ...github, byHand: 'url' }, { ...large, isOff: true })).toBe(
    'Turn the flow on, then copy the Event URL into GitHub.'
  )
})

test('it says what to enter at the service until the first delivery, also after a reload', () => {
  expect(formatNextStep(github, { ...large, isOff: false })).toBe(
    'No delivery yet. Enter the Event URL and the Signing Secret in GitHub; copy them from the “…” menu next to the Event URL.'
  )
})

test('a flow that registers itself is only to be turned on', () => {
  const event = { connectorName: 'Acme HR' }
  expect(formatNextStep(event, { ...large, isOff: true })).toBe('Turn the flow on to receive events.')
  expect(formatNextStep(event, { ...large, isOff: false })).toContain('as soon as they arrive')
  expect(formatNextStep(event, { ...large, isSmall: true, isOff: false })).toBe('No delivery yet.')
})

test('a flow that no event of a service starts is not said to receive events', () => {
  expect(formatNextStep(undefined, { ...large, isOff: true })).toBe('Turn the flow on. Its runs appear here.')
  expect(formatNextStep(undefined, { ...large, isOff: false })).toMatch(/^No run yet/)
})

test('a flow that is being turned off has no next step', () => {
  expect(formatNextStep(github, { ...large, isOff: true, isTurningOff: true })).toBeNull()
})
