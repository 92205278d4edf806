import type { Flow } from '@hookwright/model'
import { authpingFlow } from '../../fixtures/acme.ts'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { makeGreeting } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc } from '../../pages/event-docs.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { deploymentPage } from '../../pages/versions.ts'

const helperDoc = (): Flow =>
  flowOf(
    card('start', 'helper-flow', { config: { inputs: [] } }),
    card('return', 'return', { config: { fields: [] } })
  )

const makeConnector = async (api: TestApi): Promise<string> =>
  (await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })).id

test('[row 115a, 115b] errors of a draft are listed by flow, with their codes and fixes', async ({
  api,
  page
}) => {
  const connectorId = await makeConnector(api)
  const draw = (name: string, doc: Flow) => makeFlow(api, { connectorId, name, doc })
  await draw('User created', eventDoc())
  await draw('User created', eventDoc())
  await draw('No event', flowOf(card('hash', 'hash', { config: { algorithm: 'sha256', encoding: 'hex' } })))
  await draw('User/deleted', eventDoc())
  await draw('_authping', authpingFlow)
  await draw('Another ping', authpingFlow)
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  for (const [flow, code, sentence] of [
    ['User created', 'CBDE000001H', /Two active flows are named “User created”. Rename one of them/],
    ['No event', 'CBDE000002H', /A flow starts with an event, not with “Hash”/],
    ['User/deleted', 'CBDE000003H', /may contain only letters, digits and spaces/],
    ['Another ping', 'CBDE000004H', /one flow that starts with Authping/]
  ] as const) {
    const finding = tab.findingsOf(flow).getByRole('listitem').filter({ hasText: code })
    await expect(finding).toContainText('Error')
    await expect(finding).toContainText(sentence)
  }
  const errors = await tab.draft
    .getByRole('listitem')
    .filter({ hasText: /^Error/ })
    .count()
  expect(errors).toBeGreaterThan(4)
  await expect(tab.validation).toContainText(`${errors} errors`)
  await expect(tab.create).toBeDisabled()
  await expect(tab.create).toHaveAccessibleDescription(`Fix ${errors} errors before creating a version.`)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
})

test('[row 115b] reserved names are refused in their field, with their codes', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, connectorId } = await makeFlow(api, { name: 'Greet', doc: helperDoc() })
  await page.goto(path)
  await page.getByRole('button', { name: 'Edit name and description' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save flow' })
  for (const [name, code] of [
    ['_authping', 'CBDE000005H'],
    ['_revoke', 'CBDE000007H']
  ] as const) {
    await dialog.getByLabel('Name').fill(name)
    await expect(dialog.getByText(`(${code})`)).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
    await expect(api.mutate('makerFlows.create', { connectorId, name, doc: helperDoc() })).rejects.toThrow(
      code
    )
  }
})

test('[row 115a] a fixed draft is valid after the save, and warnings do not block a version', {
  tag: '@full'
}, async ({ api, page }) => {
  const connectorId = await makeConnector(api)
  const { flowId } = await makeFlow(api, { connectorId, name: 'User/created', doc: eventDoc() })
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await expect(tab.validation).toContainText('1 error')
  await tab
    .findingsOf('User/created')
    .getByRole('link', { name: /CBDE000003H/ })
    .click()
  await expect(page).toHaveURL(new RegExp(`/flows/${flowId}`))
  const dialog = page.getByRole('dialog', { name: 'Save flow' })
  await dialog.getByLabel('Name').fill('User created')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await page.goBack()
  await expect(tab.validation).toContainText('No errors')
  await expect(tab.validation).toContainText('4 warnings')
  await tab.createVersion()
  await expect(tab.version(1)).toContainText('Test')
  await expect(tab.version(1)).toContainText('Visible once deployed')
})

test('[row 115a] Validate checks the current draft, also by its shortcut', { tag: '@long' }, async ({
  api,
  page
}) => {
  const connectorId = await makeConnector(api)
  await makeFlow(api, { connectorId, name: 'Greet', doc: helperDoc() })
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await expect(tab.validation).toContainText('No errors')
  await makeFlow(api, { connectorId, name: 'greet', doc: helperDoc() })
  await tab.validate.click()
  await expect(tab.validation).toContainText('1 error')
  await makeFlow(api, { connectorId, name: 'GREET', doc: helperDoc() })
  await page.keyboard.press('v')
  await expect(tab.validation).toContainText('2 errors')
})

test('[row 116] an inactive flow is not checked, and its errors do not block a version', {
  tag: '@long'
}, async ({ api, page }) => {
  const connectorId = await makeConnector(api)
  await makeFlow(api, { connectorId, name: 'Greet', doc: helperDoc() })
  const twin = await makeFlow(api, { connectorId, name: 'Greet', doc: helperDoc() })
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await expect(tab.findingsOf('Greet')).toContainText('CBDE000001H')
  await page
    .getByRole('navigation', { name: /^Pages of/ })
    .getByRole('link', { name: 'Events and actions' })
    .click()
  const row = page.getByRole('row').filter({ has: page.locator(`a[href$="${twin.flowId}"]`) })
  await row.getByRole('button', { name: 'More for Greet' }).click()
  await page.getByRole('menuitem', { name: 'Switch off' }).click()
  await expect(row).toContainText('Off')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Deployment' }).click()
  await expect(tab.validation).toContainText('No errors')
  await tab.createVersion()
  await page.goto(`/connectors/${connectorId}/versions/1`)
  const parts = page.getByRole('navigation', { name: 'Parts of version 1' })
  await expect(parts.getByRole('link', { name: 'Greet' })).toHaveCount(1)

  await page.goto(`/connectors/${connectorId}/flows`)
  await row.getByRole('button', { name: 'More for Greet' }).click()
  await page.getByRole('menuitem', { name: 'Switch on' }).click()
  await expect(row).toContainText('Ready')
})

test('[row 117] a finding leads to the field where it is fixed, on the canvas and in the list', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { connectorId } = await makeGreeting(api, installation.practice)
  const doc = flowOf(
    card('start', 'helper-flow', { config: { inputs: [] } }),
    ...['now1', 'now2', 'now3', 'now4', 'now5'].map(id => card(id, 'now')),
    card('fork', 'if-error', {
      config: { joins: [] },
      blocks: [
        { id: 'try', strip: ['parse'], joins: {} },
        { id: 'error', strip: [], joins: {} }
      ]
    }),
    card('return', 'return', { config: { fields: [] } })
  )
  doc.cards.parse = card('parse', 'json-parse')
  await makeFlow(api, { connectorId, name: 'Faulty', doc })
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  const finding = tab.findingsOf('Faulty').getByRole('link', { name: /HW-input-required/ })
  await finding.focus()
  await page.keyboard.press('Enter')
  const field = flowCanvas(page).field('Parse', 'Text')
  await expect(field).toBeFocused()
  await expect(field).toBeInViewport({ ratio: 1 })
  await page.reload()
  await expect(field).toBeFocused()
  await expect(field).toBeInViewport({ ratio: 1 })

  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await expect(field).toBeFocused()
  await expect(field).toBeInViewport()
})
