import { blankReceiving, type Flow, type Receiving } from '@hookwright/model'
import { makeAcme } from '../../fixtures/acme.ts'
import { loadSample, type TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, greetingEvent, makeListener, turnOn } from '../../fixtures/greeting.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'
import { userFlowPage } from '../../pages/user-flow.ts'

const name = 'Welcome new joiners'

test('a test event is made from the outputs, sent, and leads to the run it caused', { tag: '@full' }, async ({
  api,
  page,
  context
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  await page.goto(`/flows/${flowId}`)
  await expect(page.getByRole('switch', { name })).toBeChecked()
  await userFlowPage(page).sendTestEvent()
  const dialog = page.getByRole('dialog', { name: 'Send test event' })
  const body = dialog.getByRole('textbox', { name: 'Body' })
  await expect(body).toHaveValue(/"firstName"/)
  await expectAccessible(page)
  await body.fill('{"record":{"id":"usr_nina","firstName":"Nina","lastName":"Example"}}')
  await dialog.getByRole('button', { name: 'Add header' }).click()
  await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Example')
  await dialog.getByRole('textbox', { name: 'Value of X-Example' }).fill('yes')
  await dialog.getByRole('button', { name: 'Copy as curl' }).click()
  await expect(page.getByText('The curl command was copied')).toBeVisible()
  const curl = await page.evaluate(() => navigator.clipboard.readText())
  expect(curl).toMatch(/^curl -X POST 'http.*\/e\/h[\w-]{43}'/)
  expect(curl).toContain("-H 'x-example: yes'")

  await page.keyboard.press('Control+Enter')
  const answer = dialog.getByRole('region', { name: 'Response' })
  await expect(answer).toContainText('202')
  await expect(answer.getByRole('link', { name: 'Open run: succeeded' })).toBeVisible()
  await expectAccessible(page)
  await answer.getByRole('link', { name: 'Open run: succeeded' }).click()
  await expect(page).toHaveURL(/\/runs\/[^/]+/)
})

/**
 * Receiving rules that require a signature over the time and the body. Each subscription has its own
 * generated key.
 */
const signedOnly: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'signature',
      algorithm: 'hmac-sha256',
      key: { from: 'generated', decode: 'text' },
      content: '{header.acme-time}.{body}',
      signature: { from: 'header', name: 'Acme-Signature', split: '', prefix: '', encoding: 'hex' },
      time: { from: 'header', name: 'Acme-Time', unit: 's', toleranceSeconds: 300 },
      also: []
    }
  ]
}

const withRules = (flow: Flow, receiving: Receiving): Flow => {
  const { event } = flow.cards
  if (event === undefined) throw new Error('The flow has no event.')
  const ruled = { ...event, config: { ...event.config, receiving } }
  return { ...flow, cards: { ...flow.cards, event: ruled } }
}

test('a test event for a card with a signature check is signed, runs, and is copied with its signature', {
  tag: '@long'
}, async ({ api, page, context, installation: { practice } }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const connectorId = await makeAcme(api, practice, 'Acme Signed')
  const doc = withRules(greetingEvent({ registration: null, deregistration: null }), signedOnly)
  const { id: eventFlowId } = await api.mutate<{ id: string }>('makerFlows.create', {
    connectorId,
    name: 'User created',
    doc
  })
  const versionId = await deployDraft(api, connectorId)
  const flowId = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: 'Signed' })
  await turnOn(api, flowId)
  await page.goto(`/flows/${flowId}`)
  await userFlowPage(page).sendTestEvent()
  const dialog = page.getByRole('dialog', { name: 'Send test event' })
  await dialog.getByRole('textbox', { name: 'Body' }).fill('{"record":{"email":"nina@example.com"}}')
  await expect(dialog.getByText('Hookwright signs the event when it is sent')).toBeVisible()
  await dialog.getByRole('button', { name: 'Copy as curl' }).click()
  await expect(page.getByText('Its signature is valid for 5 minutes')).toBeVisible()
  const curl = await page.evaluate(() => navigator.clipboard.readText())
  expect(curl).toMatch(/-H 'Acme-Signature: [0-9a-f]{64}'/)

  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const answer = dialog.getByRole('region', { name: 'Response' })
  await expect(answer).toContainText('202')
  await expect(answer.getByRole('link', { name: 'Open run: succeeded' })).toBeVisible()
  await expectAccessible(page)
})

test('a flow that is off cannot get a test event, and the dialog gives the reason', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { flowId } = await loadSample(api)
  await page.goto(`/flows/${flowId}`)
  await userFlowPage(page).sendTestEvent()
  const dialog = page.getByRole('dialog', { name: 'Send test event' })
  await expect(dialog.getByText('The flow is off, so it has no Event URL')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
})

test('the Event URL is copied whole and shown masked', { tag: '@long' }, async ({ api, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  const panel = flows.panel(name)
  await panel.getByRole('button', { name: 'Copy Event URL' }).click()
  await expect(panel.getByText('Event URL copied.')).toBeAttached()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/\/e\/h[\w-]{43}$/)
  await expect(panel).toContainText(`…/e/…${copied.slice(-4)}`)
  await expect(panel).not.toContainText(copied)
})

test('a draft that differs is applied in place from the row, and the next event runs it', {
  tag: '@full'
}, async ({ api, page }) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  const { flow } = await api.query<{
    flow: { draftNo: number; doc: { strip: string[]; cards: Record<string, object> } }
  }>('flows.get', { flowId })
  const about = { name, description: '', active: true, saveAll: true }
  const doc = {
    ...flow.doc,
    strip: [...flow.doc.strip, 'later'],
    cards: { ...flow.doc.cards, later: { id: 'later', type: 'now', config: {}, inputs: {} } }
  }
  await api.mutate('flows.save', { flowId, baseDraft: flow.draftNo, ...about, doc })
  const flows = flowsPage(page)
  await flows.open()
  await expect(flows.chip(name)).toContainText('Changes not applied')
  await flows.chip(name).click()
  const dialog = page.getByRole('dialog', { name: /^Apply the changes/ })
  await expect(dialog.getByRole('list', { name: 'Planned changes' })).toContainText(
    'The Event URL stays the same'
  )
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Apply changes' }).click()
  await expect(page.getByText('The changes were applied. The flow now runs revision 2')).toBeVisible()
  await expect(flows.chip(name)).toHaveCount(0)
})

/** Changes the option Department of the sample's flow. */
const changeDepartment = async (api: TestApi, flowId: string): Promise<void> => {
  const { flow } = await api.query<{
    flow: {
      draftNo: number
      doc: { strip: string[]; cards: Record<string, { inputs: Record<string, object> }> }
    }
  }>('flows.get', { flowId })
  const start = flow.doc.cards[flow.doc.strip[0] ?? '']
  if (start === undefined) throw new Error('The sample has no start card.')
  start.inputs.department = { kind: 'literal', value: 'sales' }
  const about = { name, description: '', active: true, saveAll: true }
  await api.mutate('flows.save', { flowId, baseDraft: flow.draftNo, ...about, doc: flow.doc })
}

test('[row 90] a changed option needs a new registration: the plan says so, and registering again gives a new Event URL', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  const [before] = await api.query<{ tokenTail: string }[]>('subscriptions.list', { flowId })
  await changeDepartment(api, flowId)
  await page.goto(`/flows/${flowId}`)
  await page.getByRole('button', { name: 'Register again to apply' }).click()
  const dialog = page.getByRole('dialog', { name: /^Apply the changes/ })
  await expect(dialog).toContainText('The flow must be registered at the service again.')
  const plan = dialog.getByRole('list', { name: 'Planned changes' })
  await expect(plan).toContainText('If the service refuses, the flow stays on with its current registration.')
  await expect(plan).not.toContainText('was changed')
  await expect(plan).toContainText('An event sent to both URLs runs once.')
  await expectAccessible(page)
  await setFaults(practice, {})
  await dialog.getByRole('button', { name: 'Register again' }).click()
  await expect(page.getByText('The flow is being registered again')).toBeVisible()
  await expect(page.getByRole('switch', { name })).toBeChecked()
  await expect(page.getByRole('button', { name: 'Register again to apply' })).toBeHidden()
  const [after] = await api.query<{ tokenTail: string }[]>('subscriptions.list', { flowId })
  expect(after?.tokenTail).not.toBe(before?.tokenTail)
})

test('a service that refuses to register again leaves the flow on as it was, with the reason', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  await changeDepartment(api, flowId)
  await setFaults(practice, { create: '403' })
  const flows = flowsPage(page)
  await flows.open()
  await flows.chip(name).click()
  await page
    .getByRole('dialog', { name: /^Apply the changes/ })
    .getByRole('button', { name: 'Register again' })
    .click()
  await expect(page.getByText('The flow is being registered again')).toBeVisible()
  await expect(flows.chip(name)).toContainText(/^Registering again failed/)
  await expect(flows.toggle(name)).toHaveText('On')
  await flows.chip(name).click()
  await expect(page.getByRole('region', { name: 'Registering again' })).toContainText('is still on')
  await expectAccessible(page)
})
