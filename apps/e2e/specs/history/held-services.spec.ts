import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { turnOn } from '../../fixtures/greeting.ts'
import { makePeopleFlow, tellingCards } from '../../fixtures/people-flow.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { expect, test } from '../../fixtures/test.ts'
import { sendPeople } from '../../pages/user-flow.ts'

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Person ${at}`, email: `${at}@acme.test`, active: true }))

test('a failing service is not called: the open breaker is shown, probed, and closed by hand', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const { flowId, connectorId } = await makePeopleFlow(api, practice, {
    name: 'Pass on',
    cards: tellingCards()
  })
  await turnOn(api, flowId)
  await setFaults(practice, { create: '500' })
  await sendPeople(api, flowId, people(24))

  await page.goto('/')
  const held = page.getByRole('region', { name: 'Services blocked by an open breaker' })
  await expect(held).toContainText(`Acme HR at ${new URL(practice.url).host}`)
  await expect(held).toContainText(
    /Blocked for the connection “Acme prod” since .*: \d+ of \d+ calls failed\./
  )
  await expectAccessible(page)

  await page.goto(`/connectors/${connectorId}/test-connections`)
  await expect(held).toContainText('Blocked for the connection “Acme prod”')
  await expectAccessible(page)

  await page.goto('/runs?status=waiting')
  await expect(held).toBeVisible()
  const waiting = page.getByRole('link', { name: /, Pass on, waiting/ })
  await expect(waiting.first()).toBeVisible()
  const before = await held.getByText(/The next call is sent as a probe/).textContent()
  await held.getByRole('button', { name: /^Probe / }).click()
  await expect(page.getByText(/The next call to .* is sent as a probe/)).toBeVisible()
  await expect.poll(() => held.getByText(/The next call is sent as a probe/).textContent()).not.toBe(before)

  await setFaults(practice, {})
  await sendPeople(api, flowId, people(1))
  await held.getByRole('button', { name: /^Close breaker for / }).click()
  await expect(held).toHaveCount(0)
  await expect(waiting).toHaveCount(0)
})
