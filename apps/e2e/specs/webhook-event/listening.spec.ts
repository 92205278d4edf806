import { createHmac } from 'node:crypto'
import type { Scheme } from '@hookwright/model'
import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, saidBy, sendUser, turnOn } from '../../fixtures/greeting.ts'
import { subscribedUrls } from '../../fixtures/practice-faults.ts'
import { eventOf, makeFlowWithRules } from '../../fixtures/ruled-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { listening, sendTo } from '../../pages/listening.ts'
import { outputsDialog } from '../../pages/outputs-dialog.ts'

/** Signature scheme over the body, with a secret that Hookwright generates. */
const signedHere: Scheme = {
  id: 's1',
  algorithm: 'hmac-sha256',
  key: { from: 'generated', decode: 'text' },
  content: '{body}',
  signature: { from: 'header', name: 'X-Acme-Signature', split: '', prefix: '', encoding: 'hex' },
  time: null,
  also: []
}

const joined = { type: 'user.created', record: { email: 'ada@acme.example', floor: 3 } }

test('[row 108] the card starts listening by keyboard; the request is shown, and fills the preview of outputs', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const listens = listening(page)
  await listens.open.focus()
  await page.keyboard.press('Enter')
  await expect(listens.timer).toHaveText(/^(2:00|1:5\d) left$/)
  await listens.part.getByRole('button', { name: 'Add 2 minutes' }).press('Enter')
  await expect(listens.timer).toHaveText(/^(4:00|3:5\d) left$/)
  await expectAccessible(page)
  const url = await listens.url()
  expect(await sendTo(url, joined)).toBe(202)
  await expect(listens.body).toContainText('ada@acme.example')
  await expect(listens.part).toContainText('The request was received at the test URL, which is now closed.')
  await expect(listens.part).toContainText('The receiving rules require no signature.')
  await expectAccessible(page)
  expect(await sendTo(url, joined)).toBe(404)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await listens.dialog.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(listens.dialog).toBeHidden()
  await expect(listens.open).toBeFocused()

  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.dialog.getByRole('radio', { name: 'Data' }).click()
  await expect(outputs.preview).toContainText('ada@acme.example')
})

test('in the outputs dialog a captured request fills the preview with its signature check, and is used as a sample', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const asks = { name: 'Greet', receiving: { verify: [signedHere] } }
  const { connectorId, eventFlowId } = await eventOf(api, await makeFlowWithRules(api, practice, asks))
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const outputs = outputsDialog(page)
  const listens = listening(page)
  await outputs.open()
  await outputs.dialog.getByRole('button', { name: 'Listen' }).click()
  await expect(listens.timer).toBeVisible()
  const secret = await listens.part.getByText(/^[0-9a-f]{32,}$/).textContent()
  const signature = createHmac('sha256', secret ?? '')
    .update(JSON.stringify(joined))
    .digest('hex')
  await sendTo(await listens.url(), joined, { 'x-acme-signature': signature })
  await expect(listens.part).toContainText('The signature is valid.')
  await expect(outputs.preview).toContainText('ada@acme.example')
  await expectAccessible(page)
  await listens.part.getByRole('button', { name: 'Use as sample' }).click()
  const dialog = page.getByRole('dialog', { name: /^From Received, / })
  await expect(dialog.getByRole('checkbox', { name: 'Floor', exact: true })).toBeChecked()
  await dialog.getByRole('button', { name: /^Add \d+ outputs$/ }).click()
  await expect(outputs.preview).toContainText('Floor')
})

test('an event for an active flow is captured, and runs the flow; listening ends with the dialog', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const flowId = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: 'Greet' })
  await turnOn(api, flowId)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const listens = listening(page)
  await listens.open.click()
  await expect(listens.timer).toBeVisible()
  await sendUser(practice, 'ben@acme.example')
  await expect(listens.body).toContainText('ben@acme.example')
  await expect(listens.part).toContainText(
    'The request was received by one of your active flows, which runs as usual.'
  )
  await expect.poll(() => saidBy(api, flowId)).toEqual(['Hello, ben@acme.example'])

  await listens.part.getByRole('button', { name: 'Listen again' }).click()
  await expect(listens.timer).toBeVisible()
  await expect(listens.part).toBeFocused()
  const url = await listens.url()
  await page.keyboard.press('Escape')
  await expect(listens.dialog).toBeHidden()
  await expect.poll(() => sendTo(url, joined)).toBe(404)
})

// review: services 15
test('listening registers its test URL at the service, and removes it once an event came', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { connectorId, eventFlowId } = await loadSample(api)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const listens = listening(page)
  await listens.open.click()
  await expect(listens.part).toContainText(/registered at the service with “.+”/)
  expect(await subscribedUrls(practice)).toHaveLength(1)
  await expectAccessible(page)
  await sendUser(practice, 'ada@acme.example')
  await expect(listens.body).toBeVisible()
  await expect(listens.part).toContainText('The registration at the service was removed.')
  expect(await subscribedUrls(practice)).toEqual([])
})
