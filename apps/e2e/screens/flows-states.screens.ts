import { literal } from '@hookwright/model'
import { loadSample } from '../fixtures/api.ts'
import { turnOn } from '../fixtures/greeting.ts'
import { makePeopleFlow } from '../fixtures/people-flow.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { shoot, shootPrepared } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
import { expect, test } from '../fixtures/test.ts'
import { deployByApi } from '../pages/deploy-by-api.ts'
import { card, flowOf } from '../pages/flow-docs.ts'
import { flowsPage } from '../pages/flows-page.ts'
import { userDocOf, userFlowPage } from '../pages/user-flow.ts'

test.setTimeout(240_000)

const name = 'Welcome new joiners'

test('the list is filtered, and has flows of every kind', async ({ api, page, visitor }) => {
  await loadSample(api)
  await api.mutate('flows.create', {
    name: 'Say good day',
    doc: flowOf(card('start', 'helper-flow', { config: { inputs: [] } }), card('now', 'now'))
  })
  const flows = flowsPage(page)
  await flows.open()
  await page.getByRole('button', { name: /^Filter and sort/ }).click()
  await shoot(page, 'flows-filter')
  await page.getByRole('menuitemcheckbox', { name: 'Needs attention' }).click()
  await expect(page.getByText('No flows need attention')).toBeVisible()
  await shoot(page, 'flows-none-so')
  await signInAs(api, visitor, { role: 'viewer', path: '/flows' })
  await expect(flowsPage(visitor).row(name)).toContainText('of Ada Example')
  await shoot(visitor, 'flows-viewer')
  const [flow] = await api.query<{ id: string }[]>('flows.list')
  await visitor.goto(`/flows/${flow?.id}`)
  await expect(visitor.getByText('Cards are hidden from viewers')).toBeVisible()
  await shoot(visitor, 'user-canvas-viewer')
})

test.describe('with three seconds to register', () => {
  test.use({ serverEnv: { HOOKWRIGHT_REGISTRATION_SECONDS: '3' } })

  test('a service hangs, answers with HTML, and refuses to deregister', async ({
    api,
    page,
    installation: { practice }
  }) => {
    const { flowId } = await loadSample(api)
    const flows = flowsPage(page)
    await flows.open()
    await setFaults(practice, { create: 'hang' })
    await flows.toggle(name).click()
    await expect(flows.chip(name)).toContainText(/^Timed out/)
    await shoot(page, 'flows-switch-timed-out')
    await page.keyboard.press('Escape')
    await setFaults(practice, { create: 'html' })
    await page.goto(`/flows/${flowId}`)
    const toggle = page.getByRole('switch', { name })
    await toggle.click()
    await expect(page.getByText('Could not turn on')).toBeVisible()
    await shoot(page, 'user-canvas-refused')
    await page.keyboard.press('Escape')
    await setFaults(practice, { remove: 'hang' })
    await toggle.click()
    await expect(toggle).toBeChecked()
    await page.keyboard.press('Escape')
    await toggle.click()
    await expect(page.getByText('Turning off').first()).toBeVisible()
    await shoot(page, 'user-canvas-turning-off')
  })
})

test('the draft differs from the running revision', async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  await page.goto(`/flows/${flowId}`)
  await shootPrepared(page, 'test-event-off', async () => {
    await userFlowPage(page).sendTestEvent()
    await expect(page.getByText('The flow is off, so it has no Event URL')).toBeVisible()
  })
  await setFaults(practice, {})
  await turnOn(api, flowId)
  const doc = await userDocOf(api, flowId)
  const start = doc.cards[doc.strip[0] ?? '']
  if (start === undefined) throw new Error('The sample has no start card.')
  start.inputs.department = literal('sales')
  const { flow } = await api.query<{ flow: { draftNo: number } }>('flows.get', { flowId })
  const about = { name, description: '', active: true, saveAll: true }
  await api.mutate('flows.save', { flowId, baseDraft: flow.draftNo, ...about, doc })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Register again to apply' })).toBeVisible()
  await shoot(page, 'user-canvas-pending')
  await page.getByRole('button', { name: 'Register again to apply' }).click()
  await expect(page.getByRole('dialog', { name: /^Apply the changes/ })).toContainText(
    'If the service refuses'
  )
  await shoot(page, 'user-canvas-apply')
})

test('a newer version is deployed', async ({ api, page, installation: { practice } }) => {
  const { flowId, connectorId } = await makePeopleFlow(api, practice, { name: 'Welcome', runMode: 'list' })
  await deployByApi(api, connectorId)
  await page.goto(`/flows/${flowId}`)
  await expect(page.getByText('Version 2 of Acme HR is deployed')).toBeVisible()
  await shoot(page, 'user-canvas-newer-version')
})
