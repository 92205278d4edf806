import { loadSample } from '../fixtures/api.ts'
import { sendUser } from '../fixtures/greeting.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { shoot, shootPrepared } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowsPage } from '../pages/flows-page.ts'
import { userFlowPage } from '../pages/user-flow.ts'

test.setTimeout(240_000)

const name = 'Welcome new joiners'

test('the list of flows is empty', async ({ page }) => {
  await page.goto('/flows')
  await expect(page.getByRole('heading', { name: 'No flows yet' })).toBeVisible()
  await shoot(page, 'flows-place-empty')
})

test('the flows with their switches', async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  const { flow } = await api.query<{ flow: { doc: object } }>('flows.get', { flowId })
  for (const other of [
    'Badge for visitors',
    'Tell the facility team about newcomers and what they will need'
  ])
    await api.mutate('flows.create', { name: other, doc: flow.doc })
  await api.mutate('flows.create', { doc: flow.doc })
  const flows = flowsPage(page)
  await flows.open()
  await setFaults(practice, { create: '403' })
  await flows.toggle('Badge for visitors').click()
  await expect(flows.panel('Badge for visitors')).toContainText('Could not turn on')
  await shoot(page, 'flows-switch-refused')
  await page.keyboard.press('Escape')
  await flows.toggle('Unnamed flow').click()
  await expect(flows.panel('Unnamed flow')).toContainText('The flow cannot be turned on yet')
  await shoot(page, 'flows-switch-blocked')
  await page.keyboard.press('Escape')

  await setFaults(practice, { create: 'hang' })
  await flows.toggle('Badge for visitors').click()
  await expect(flows.panel('Badge for visitors')).toContainText('POST /api/subscriptions …')
  await shoot(page, 'flows-switch-registering')
  await flows.toggle('Badge for visitors').click()
  await expect(flows.panel('Badge for visitors')).toContainText('Cancel turning on?')
  await shoot(page, 'flows-switch-asks')
  await flows.panel('Badge for visitors').getByRole('button', { name: 'Cancel turning on' }).press('Enter')
  await expect(flows.toggle('Badge for visitors')).toHaveText('Off')
  await shoot(page, 'flows-switch-cancelled')
  await page.keyboard.press('Escape')

  await setFaults(practice, {})
  await flows.toggle(name).click()
  await expect(flows.panel(name)).toContainText('The flow is on')
  await shoot(page, 'flows-switch-on')
  await page.keyboard.press('Escape')
  await sendUser(practice, 'nina@acme.example')
  await sendUser(practice, 'omar@acme.example')
  await expect(flows.row(name)).toContainText('2 runs')
  await flows.menu(name, 'Pause')
  await expect(flows.toggle(name)).toHaveText('Paused')
  await shoot(page, 'flows-list')
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await shoot(page, 'flows-menu-of-one')
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await shoot(page, 'flows-rename')
  await page.keyboard.press('Escape')
  await flows.menu(name, 'Delete')
  await shoot(page, 'flows-delete')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search flows' }).fill('nothing like it')
  await shoot(page, 'flows-none-found')
})

test('changes that are not applied', async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toBeChecked()
  await page.keyboard.press('Escape')
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
  await flows.chip(name).click()
  await expect(page.getByRole('dialog', { name: /^Apply the changes/ })).toContainText('Apply changes')
  await shoot(page, 'flows-apply')
  await page.keyboard.press('Escape')
  await setFaults(practice, { remove: '500' })
  await flows.toggle(name).click()
  await flows.chip(name).click()
  await expect(flows.panel(name)).toContainText('A registration may still exist')
  await shoot(page, 'flows-switch-cleanup')
})

test('a test event is sent', async ({ api, page }) => {
  const { flowId } = await loadSample(api)
  await page.goto(`/flows/${flowId}`)
  const toggle = page.getByRole('switch', { name })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await shoot(page, 'user-canvas-turned-on')
  await page.keyboard.press('Escape')
  const dialog = page.getByRole('dialog', { name: 'Send test event' })
  await shootPrepared(page, 'test-event', async () => {
    await userFlowPage(page).sendTestEvent()
    await expect(dialog.getByRole('textbox', { name: 'Body' })).toBeVisible()
  })
  await shootPrepared(page, 'test-event-sent', async () => {
    await userFlowPage(page).sendTestEvent()
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(dialog).toContainText('Open run')
    await dialog.getByRole('link', { name: /^Open run/ }).scrollIntoViewIfNeeded()
  })
})
