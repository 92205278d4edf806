import { literal } from '@hookwright/model'
import { deployDraft, greetingEvent, makeGreeting, makeListener } from '../fixtures/greeting.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow } from '../pages/flow-docs.ts'
import { deploymentPage } from '../pages/versions.ts'

test.setTimeout(240_000)

test('a connector is deployed', async ({ api, page, installation }) => {
  const { practice } = installation
  const connector = await makeGreeting(api, practice)
  const { connectorId } = connector
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await shoot(page, 'versions-none')
  await tab.create.click()
  await page.getByRole('dialog').getByLabel('Note').fill('The first version, for the pilot')
  await shoot(page, 'versions-create')
  await page.keyboard.press('Control+Enter')
  await expect(tab.version(1)).toBeVisible()
  const dialog = await tab.askToDeploy(1)
  await expect(dialog).toContainText('No user flows')
  await shoot(page, 'versions-deploy')
  await page.keyboard.press('Control+Enter')
  await expect(tab.version(1)).toContainText('Deployed')
  const [event] = await api.query<{ versionId: string }[]>('events.list')
  for (const name of ['Welcome newcomers', 'Tell the facility team about newcomers'])
    await makeListener(api, practice, { ...connector, versionId: event?.versionId ?? '', name })
  const doc = greetingEvent(connector.helpers, 'Good day')
  const { event: start, return: end } = doc.cards
  if (start === undefined || end === undefined) throw new Error('The event has other cards by now.')
  end.config = { groups: [], runMode: false }
  end.inputs = {}
  await api.mutate('makerFlows.save', {
    flowId: connector.eventFlowId,
    baseDraft: 1,
    name: 'User created',
    description: '',
    active: true,
    saveAll: true,
    doc
  })
  await page.reload()
  await tab.createVersion('Greets more politely, and gives less')
  await shoot(page, 'versions-two')
  await tab.askToDeploy(2)
  await expect(page.getByRole('checkbox')).toBeVisible()
  await shoot(page, 'versions-deploy-breaking')
  await page.keyboard.press('Escape')
  await tab.deployed.getByRole('button', { name: 'View history' }).click()
  await shoot(page, 'versions-history')
  await page.keyboard.press('Escape')
  await tab.version(2).getByRole('button', { name: 'More for version 2' }).click()
  await shoot(page, 'versions-menu')
})

test('a draft has errors', async ({ api, page, installation }) => {
  const { connectorId, helpers } = await makeGreeting(api, installation.practice)
  const doc = greetingEvent({ ...helpers, deregistration: null })
  if (doc.cards.greet) doc.cards.greet.inputs = {}
  await makeFlow(api, { connectorId, name: 'User created', doc })
  await makeFlow(api, { connectorId, name: 'User/deleted', doc })
  await makeFlow(api, { connectorId, doc: flowOf(card('hmac', 'hmac')) })
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await shoot(page, 'versions-errors')
  await page.goto(`/connectors/${connectorId}/flows`)
  await page.getByRole('button', { name: 'More for Register' }).click()
  await page.getByRole('menuitem', { name: 'Switch off' }).click()
  await shoot(page, 'versions-flow-off')
})

test('a version is opened and compared', async ({ api, page, installation }) => {
  const connector = await makeGreeting(api, installation.practice)
  const { connectorId, eventFlowId } = connector
  await deployDraft(api, connectorId, 'The first version')
  await page.goto(`/connectors/${connectorId}/versions/1`)
  await expect(page.getByRole('heading', { name: 'Version 1' })).toBeVisible()
  await shoot(page, 'version')
  await page.goto(`/connectors/${connectorId}/versions/1?flow=${eventFlowId}&card=greet`)
  await expect(flowCanvas(page).title('Greet')).toBeFocused()
  await shoot(page, 'version-flow')

  const doc = await docOf(api, eventFlowId)
  const { greet, return: end } = doc.cards
  if (greet === undefined || end === undefined) throw new Error('The event has other cards by now.')
  greet.title = 'Greet politely'
  greet.inputs = { text: literal('Good day') }
  doc.cards.now = card('now', 'now')
  doc.strip = ['event', 'now', 'greet', 'return']
  await api.mutate('makerFlows.save', {
    flowId: eventFlowId,
    baseDraft: 1,
    name: 'User created',
    description: 'Someone joined',
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
  const { authentication } = await api.query<{ authentication: object }>('connectors.get', { connectorId })
  await api.mutate('connectors.authenticate', {
    connectorId,
    authentication: { ...authentication, allowedHosts: ['api.acme.example'] }
  })
  await page.goto(`/connectors/${connectorId}/compare/1/draft`)
  await expect(page.getByRole('list', { name: 'Changed flows' })).toBeVisible()
  await shoot(page, 'compare')
  await page.goto(`/connectors/${connectorId}/compare/1/draft?flow=${eventFlowId}&card=greet`)
  await expect(page.getByRole('list', { name: 'Differences' })).toBeVisible()
  await shoot(page, 'compare-flow')
  await page.goto(`/connectors/${connectorId}/compare/1/1`)
  await expect(page.getByRole('heading', { name: 'No differences' })).toBeVisible()
  await shoot(page, 'compare-same')
  await page.goto(`/connectors/${connectorId}/versions/9`)
  await expect(page.getByRole('heading', { name: 'Version 9 not found' })).toBeVisible()
  await shoot(page, 'version-gone')
})
