import { pill } from '@hookwright/model'
import type { Page } from '@playwright/test'
import { makeAcme } from '../../fixtures/acme.ts'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import type { Installation } from '../../fixtures/start-installation.ts'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc, registrationDoc, requiredField } from '../../pages/event-docs.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow } from '../../pages/flow-docs.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

/** Starts an empty flow with an event, chosen by name. */
const begin = async (page: Page, path: string, event: string) => {
  await page.goto(path)
  await page.getByRole('button', { name: 'Add event' }).click()
  await page
    .getByRole('dialog', { name: 'Add event' })
    .getByRole('button', { name: new RegExp(`^${event} `) })
    .click()
  return flowCanvas(page)
}

/** Creates a connector with helper flows that two events share. */
const makeShared = async (api: TestApi) => {
  const register = await makeFlow(api, {
    name: 'Register hook',
    doc: registrationDoc(requiredField('kind', 'Event type'))
  })
  const { connectorId } = register
  const doc = eventDoc({
    registration: register.flowId,
    inputs: { 'registration.kind': pill('event', 'option.event_type') }
  })
  const created = await makeFlow(api, { connectorId, name: 'User created', doc })
  const left = await makeFlow(api, { connectorId, name: 'User left', doc })
  return { connectorId, register, created, left }
}

test('[row 67a, 67b, 67c, 68] a registration flow gets the Event URL, inputs of its own and the connection, and returns Registration Data', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  const { path, flowId } = await makeFlow(api, { connectorId })
  const canvas = await begin(page, path, 'Webhook Event: Registration')
  const start = canvas.card('Webhook Registration')
  await start.getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('Topic')
  await page.keyboard.press('Enter')
  await start.getByRole('button', { name: 'Data type of Topic: Text' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Number' }).click()
  await start.getByRole('button', { name: 'More for Topic' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Shard')
  await page.keyboard.press('Enter')
  for (const label of ['Event URL', 'Shard', 'API key'])
    await expect(canvas.pill('Webhook Registration', label)).toBeVisible()
  await expect(start.getByRole('button', { name: 'Data type of Shard: Number' })).toBeVisible()
  for (const own of ['Event URL', 'API key'])
    await expect(start.getByRole('button', { name: `More for ${own}` })).toBeHidden()
  await expect(canvas.field('Return', 'Registration Data')).toBeVisible()
  await expect(canvas.field('Return', 'Expires At')).toBeVisible()
  await expectAccessible(page)

  for (const card of ['Webhook Registration', 'Return']) {
    await canvas.title(card).click()
    await page.keyboard.press('Delete')
    await expect(canvas.card(card)).toBeVisible()
    await canvas
      .card(card)
      .getByRole('button', { name: `More for ${card}` })
      .click()
    await expect(page.getByRole('menuitem', { name: 'Help' })).toBeVisible()
    await expect(page.getByRole('menuitem', { name: 'Delete card' })).toBeDisabled()
    await page.keyboard.press('Escape')
  }
  await expect
    .poll(async () => Object.values((await docOf(api, flowId)).cards).map(({ type }) => type))
    .toEqual(['webhook-registration', 'registration-return'])
})

test('[row 69a, 69b] a deregistration flow gets the Registration Data and inputs of its own, and needs no Return card', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  const { path } = await makeFlow(api, { connectorId, name: 'Remove hook' })
  const canvas = await begin(page, path, 'Webhook Event: Deregistration')
  const start = canvas.card('Webhook Deregistration')
  await start.getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('Reason')
  await page.keyboard.press('Enter')
  for (const label of ['Registration Data', 'Reason', 'API key'])
    await expect(canvas.pill('Webhook Deregistration', label)).toBeVisible()
  await expect(start.getByRole('button', { name: 'More for Registration Data' })).toBeHidden()
  await expect(page.getByRole('group', { name: 'Card 1 of 1, Webhook Deregistration' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expectAccessible(page)
})

test('[row 38, 41b] one helper flow serves two events; the list names them, and the card links to it', {
  tag: '@full'
}, async ({ api, page }) => {
  const { connectorId, register } = await makeShared(api)
  await page.goto(`/connectors/${connectorId}/flows`)
  await page.getByRole('button', { name: 'Register hook is used by 2 flows' }).click()
  const users = page.getByRole('dialog', { name: 'Flows that use “Register hook”' })
  await expect(users.getByRole('listitem')).toHaveText([
    'User createdas its registration flow',
    'User leftas its registration flow'
  ])
  await expectAccessible(page)
  await users.getByRole('link', { name: 'User left' }).click()
  await expect(page.getByRole('heading', { name: 'User left' })).toBeVisible()
  const canvas = flowCanvas(page)
  await canvas.card('Webhook Event').getByRole('link', { name: 'Register hook' }).click()
  await expect(page.getByRole('heading', { name: 'Register hook' })).toBeVisible()
  expect(page.url()).toContain(register.flowId)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'User left' })).toBeVisible()
})

test('[row 45] a helper flow that is in use is not deleted: its users are named, with the way to each', {
  tag: '@long'
}, async ({ api, page }) => {
  const { connectorId, created, left } = await makeShared(api)
  await page.goto(`/connectors/${connectorId}/flows`)
  const remove = async () => {
    await page.getByRole('button', { name: 'More for Register hook' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
  }
  await remove()
  const refused = page.getByRole('dialog', { name: '“Register hook” was not deleted' })
  await expect(refused.getByText('The flow is still in use. Remove it from these flows first')).toBeVisible()
  await expectAccessible(page)
  await expect(refused.getByRole('link')).toHaveText(['User created', 'User left'])
  await refused.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByRole('link', { name: 'Register hook' })).toBeVisible()

  for (const { path } of [created, left]) {
    await page.goto(path)
    await flowCanvas(page)
      .card('Webhook Event')
      .getByRole('button', { name: /^Configure/ })
      .click()
    const { registration, apply, dialog } = registrationDialog(page)
    await registration.pail.click()
    await apply()
    await expect(dialog).toBeHidden()
    await expect(page.getByText(/^Saved/)).toBeVisible()
  }
  await page.goto(`/connectors/${connectorId}/flows`)
  await expect(page.getByRole('button', { name: /is used by/ })).toBeHidden()
  await remove()
  await expect(page.getByText('“Register hook” was moved to the recycle bin.').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Register hook' })).toBeHidden()
})

test('[row 42, 43] a helper flow and its inputs can be renamed, and mappings stay', {
  tag: '@long'
}, async ({ api, page }) => {
  const { register, created } = await makeShared(api)
  await page.goto(created.path)
  const canvas = flowCanvas(page)
  await canvas.card('Webhook Event').getByRole('link', { name: 'Register hook' }).click()
  const start = canvas.card('Webhook Registration')
  await start.getByRole('button', { name: 'More for Event type' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('What happened')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Edit name and description' }).click()
  await page.getByRole('dialog', { name: 'Save flow' }).getByLabel('Name').fill('Subscribe')
  await page.getByRole('dialog', { name: 'Save flow' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Subscribe' })).toBeVisible()
  await page.goBack()

  await expect(page.getByRole('heading', { name: 'User created' })).toBeVisible()
  const box = canvas.card('Webhook Event')
  await expect(box.getByRole('link', { name: 'Subscribe' })).toBeVisible()
  await expect(box.getByText('1 of 1 input mapped')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await box.getByRole('button', { name: /^Configure/ }).click()
  await expect(registrationDialog(page).registration.input('What happened')).toContainText('Event type')
  expect((await docOf(api, created.flowId)).cards.event?.config.registrationFlowId).toBe(register.flowId)
})

test('[row 41b] who comes back from a helper flow finds the event as it was left, with nothing to take back', {
  tag: '@long'
}, async ({ api, page }) => {
  const { created } = await makeShared(api)
  await page.goto(created.path)
  const canvas = flowCanvas(page)
  const box = canvas.card('Webhook Event')
  await box.getByRole('button', { name: /^Configure/ }).click()
  const { registration, apply, dialog } = registrationDialog(page)
  await registration.input('Event type').fill('user.created')
  await apply()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await box.getByRole('link', { name: 'Register hook' }).click()
  await expect(canvas.card('Webhook Registration')).toBeVisible()
  await page.goBack()
  await expect(box).toBeVisible()
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  await box.getByRole('button', { name: /^Configure/ }).click()
  await expect(registration.input('Event type')).toHaveText('user.created')
})

/** Returns the subscriptions at the practice service. */
const subscriptionsAt = async ({ practice }: Installation): Promise<{ id: string; eventType: string }[]> => {
  const headers = { authorization: `Bearer ${practice.apiKey}` }
  return (await fetch(`${practice.url}/api/subscriptions`, { headers })).json()
}

test('[row 34, 78a, 78b] helper flows created from the dialog run alone, and work with the practice service', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: installation.practice.apiKey }
  })
  const event = await makeFlow(api, { connectorId, name: 'User created', doc: eventDoc() })
  await page.goto(event.path)
  await flowCanvas(page)
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const { registration, deregistration } = registrationDialog(page)

  /** Runs the flow that is open in a browser tab with these input values. */
  const run = async (tab: Page, values: Record<string, string>) => {
    await tab.getByRole('button', { name: 'Run here' }).click()
    const panel = tab.getByRole('region', { name: 'Problems and runs' })
    for (const [label, value] of Object.entries(values)) await panel.getByLabel(label).fill(value)
    await panel.getByRole('combobox', { name: 'Test connection' }).click()
    await tab.getByRole('option', { name: 'Acme test' }).click()
    await panel.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(panel.getByText(/^Succeeded/)).toBeVisible()
    return panel
  }

  const [register] = await Promise.all([page.waitForEvent('popup'), registration.create.click()])
  const panel = await run(register, {
    'Event URL': `${installation.url}/e/1`,
    'Event type': 'user.created',
    Department: 'sales'
  })
  const [subscription] = await subscriptionsAt(installation)
  expect(subscription).toMatchObject({ eventType: 'user.created', department: 'sales' })
  await expect(panel.getByText(subscription?.id ?? 'none')).toBeVisible()
  await expect(
    flowCanvas(register).card('Create subscription').getByText('201', { exact: true }).last()
  ).toBeVisible()
  await expectAccessible(register)

  const [deregister] = await Promise.all([page.waitForEvent('popup'), deregistration.create.click()])
  await run(deregister, { 'Registration Data': JSON.stringify({ id: subscription?.id }) })
  expect(await subscriptionsAt(installation)).toEqual([])
})
