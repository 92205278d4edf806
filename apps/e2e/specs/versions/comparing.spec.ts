import { literal } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { deploymentPage } from '../../pages/versions.ts'

test('a version shows its preview, its sign-in and its flows, all read-only', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, installation.practice)
  await deployDraft(api, connectorId, 'The first one')
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await tab.version(1).getByRole('link', { name: 'Version 1' }).click()
  await expect(page.getByRole('heading', { name: 'Version 1' })).toBeVisible()
  await expect(page.locator(`[data-event-card="${eventFlowId}"]`)).toContainText('User created')
  await expect(page.getByRole('region', { name: 'Authentication' })).toContainText(
    'Authorization: Bearer {API key}'
  )
  await expectAccessible(page)

  const parts = page.getByRole('navigation', { name: 'Parts of version 1' })
  await parts.getByRole('link', { name: 'User created' }).click()
  await expect(page).toHaveURL(new RegExp(`flow=${eventFlowId}`))
  const canvas = flowCanvas(page)
  await expect(canvas.card('Greet')).toBeVisible()
  await expectAccessible(page)
  for (const name of [/^Add card/, /^Map /, /^More for/, 'Configure: Webhook Registration'])
    await expect(
      page.getByRole('region', { name: /in version 1/ }).getByRole('button', { name })
    ).toHaveCount(0)
  const text = canvas.field('Greet', 'Text')
  await expect(text).toHaveAttribute('aria-readonly', 'true')
  await text.focus()
  await page.keyboard.type('changed')
  await page.keyboard.press('Delete')
  await expect(text).toContainText('Hello, ')
  await canvas.title('Greet').dblclick()
  await expect(page.getByRole('textbox', { name: 'Name of Greet' })).toHaveCount(0)

  await canvas.title('Webhook Event').focus()
  await page.keyboard.press('ArrowRight')
  await expect(canvas.title('Greet')).toBeFocused()
  await page.keyboard.press('1')
  await page.getByRole('switch', { name: 'All wires' }).click()
  await expect(page.getByRole('switch', { name: 'All wires' })).toBeChecked()
  await canvas
    .card('Webhook Event')
    .getByRole('link', { name: /Register/ })
    .first()
    .click()
  await expect(canvas.card('Create subscription')).toBeVisible()
  await page.goBack()
  await expect(canvas.card('Greet')).toBeVisible()

  await page.goto(`/connectors/${connectorId}/versions/1?flow=${eventFlowId}&card=return`)
  await expect(canvas.title('Return Outputs')).toBeFocused()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('region', { name: 'Cards of the flow' })).toBeVisible()
  await expectAccessible(page)
})

test('an unknown version links to the list of versions', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const { connectorId } = await makeGreeting(api, installation.practice)
  await page.goto(`/connectors/${connectorId}/versions/7`)
  await expect(page.getByRole('heading', { name: 'Version 7 not found' })).toBeVisible()
  await page.getByRole('link', { name: 'Show versions' }).click()
  await expect(page.getByRole('heading', { name: 'No versions yet' })).toBeVisible()
})

test('a version is compared with the draft: flows, cards and fields, each named once', async ({
  api,
  page,
  installation
}) => {
  const { connectorId, eventFlowId, helpers } = await makeGreeting(api, installation.practice)
  await deployDraft(api, connectorId)
  const doc = await docOf(api, eventFlowId)
  const { greet } = doc.cards
  if (greet === undefined) throw new Error('The event has no card Greet.')
  greet.title = 'Greet politely'
  greet.inputs = { text: literal('Good day') }
  doc.cards.now = card('now', 'now')
  doc.strip = ['event', 'now', 'greet', 'return']
  await api.mutate('makerFlows.save', {
    flowId: eventFlowId,
    baseDraft: 1,
    name: 'User created',
    description: '',
    active: true,
    saveAll: true,
    doc
  })
  await makeFlow(api, {
    connectorId,
    name: 'Sign',
    doc: flowOf(
      card('start', 'helper-flow', { config: { inputs: [] } }),
      card('return', 'return', { config: { fields: [] } })
    )
  })
  await api.mutate('makerFlows.setActive', { flowId: helpers.deregistration, active: false })
  await api.mutate('connectors.describe', {
    connectorId,
    name: 'Acme People',
    description: '',
    branding: { logo: null, accent: '#4f46e5', docsUrl: null }
  })

  await page.goto(`/connectors/${connectorId}/overview`)
  await page.getByRole('link', { name: /changes not deployed$/ }).click()
  await expect(page).toHaveURL(/compare\/1\/draft$/)
  const differing = page.getByRole('list', { name: 'Changed flows' }).getByRole('listitem')
  await expect(differing).toHaveText([
    /^User created.*Changed.*Cards: 1 added, 1 changed\.$/,
    /^Sign.*Added$/,
    /^Deregister.*Removed$/
  ])
  await expect(page.getByRole('row', { name: /^Name Acme HR Acme People$/ })).toBeVisible()
  await expectAccessible(page)

  await differing.first().getByRole('link').click()
  const differences = page.getByRole('list', { name: 'Differences' })
  await expect(differences.getByRole('link')).toHaveText(['Now', 'Greet politely'])
  await expect(differences.getByRole('row', { name: /^Name Greet Greet politely$/ })).toBeVisible()
  await expect(differences.getByRole('row', { name: /^Text Hello, .* Good day$/ })).toBeVisible()
  const before = page.getByRole('region', { name: 'User created in Version 1' })
  const after = page.getByRole('region', { name: 'User created in Draft' })
  await expect(before.getByRole('group', { name: 'Card 2 of 3, Greet, changed' })).toBeVisible()
  await expect(after.getByRole('group', { name: 'Card 2 of 4, Now, added' })).toBeVisible()
  await expect(after.getByRole('group', { name: 'Card 3 of 4, Greet politely, changed' })).toBeVisible()
  await expectAccessible(page)

  await differences.getByRole('link', { name: 'Greet politely' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/card=greet/)
  await expect(before.getByRole('group', { name: /Greet, changed/ })).toBeInViewport({ ratio: 1 })
  await expect(after.getByRole('group', { name: /Greet politely, changed/ })).toBeInViewport({ ratio: 1 })
  await expect(differences.getByRole('link', { name: 'Greet politely' })).toBeFocused()

  await page
    .getByRole('navigation', { name: 'Differences by flow' })
    .getByRole('link', { name: /Sign/ })
    .click()
  await expect(page.getByText('This flow does not exist in Version 1.')).toBeVisible()

  await page.getByRole('combobox', { name: 'Compare with', exact: true }).click()
  await page.getByRole('option', { name: 'Version 1' }).click()
  await expect(page.getByRole('heading', { name: 'No differences' })).toBeVisible()
  await expectAccessible(page)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/connectors/${connectorId}/compare/1/draft?flow=${eventFlowId}`)
  await expect(differences).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Draft' }).click()
  await expect(after.getByRole('group', { name: 'Card 3 of 4, Greet politely, changed' })).toBeVisible()
  await expectAccessible(page)
})

test('a link to an unchanged flow shows the flow and that nothing differs', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, installation.practice)
  await deployDraft(api, connectorId)
  await page.goto(`/connectors/${connectorId}/compare/1/draft?flow=${eventFlowId}`)
  await expect(page.getByText('No differences in this flow.')).toBeVisible()
  const before = page.getByRole('region', { name: 'User created in Version 1' })
  await expect(before.getByRole('group', { name: 'Card 2 of 3, Greet' })).toBeVisible()
  await expectAccessible(page)
  await page
    .getByRole('navigation', { name: 'Differences by flow' })
    .getByRole('link', { name: 'All differences' })
    .click()
  await expect(page.getByRole('heading', { name: 'No differences' })).toBeVisible()
})
