import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { sendUser, turnOn } from '../../fixtures/greeting.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { makeFlowWithRules } from '../../fixtures/ruled-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { flowsPage } from '../../pages/flows-page.ts'
import { deliveriesList, runsList } from '../../pages/history.ts'
import { userFlowPage } from '../../pages/user-flow.ts'

const name = 'Welcome'
const people = ['ada@acme.example', 'ben@acme.example', 'cleo@acme.example']

test('deliveries to a paused flow are stored, and run in order once it continues', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const order = { mode: 'serial', key: '' } as const
  const flowId = await makeFlowWithRules(api, practice, { name, receiving: { order } })
  await turnOn(api, flowId)
  const flows = flowsPage(page)
  await flows.open()
  await flows.menu(name, 'Pause')
  await expect(flows.toggle(name)).toHaveText('Paused')
  await expect(flows.chip(name)).toContainText('Runs paused')
  for (const email of people) await sendUser(practice, email)
  const deliveries = deliveriesList(page)
  await deliveries.open(flowId)
  await expect(deliveries.row('accepted')).toHaveCount(people.length)
  await expectAccessible(page)

  await flows.open()
  await expect(flows.row(name)).toContainText('0 runs in 24 hours')
  await expectAccessible(page)
  await flows.chip(name).click()
  await expect(flows.panel(name)).toContainText('Events are stored and run when it resumes.')
  await flows.panel(name).getByRole('button', { name: 'Resume' }).click()
  await expect(flows.toggle(name)).toHaveText('On')
  await expect(flows.row(name)).toContainText('3 runs in 24 hours')

  const runs = runsList(page)
  await runs.open(flowId)
  await expect(runs.row('succeeded')).toHaveCount(people.length)
  // The oldest stands last.
  await runs.link(runs.rows.last()).click()
  const said = flowCanvas(page).card('Say')
  const later = page.getByRole('link', { name: 'Later run' })
  for (const [index, email] of people.entries()) {
    await expect(said).toContainText(`Hello, ${email}`)
    if (index < people.length - 1) await later.click()
  }
  await expectAccessible(page)
})

test('the live bar of a flow shows its state, and the actions for it', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const order = { mode: 'serial', key: '' } as const
  const flowId = await makeFlowWithRules(api, practice, { name, receiving: { order } })
  const { live } = userFlowPage(page)
  const word = (says: string) => live.getByText(says, { exact: true })
  const button = (does: string) => live.getByRole('button', { name: does, exact: true })
  await page.goto(`/flows/${flowId}`)
  await expect(word('Turn the flow on to receive events.')).toBeVisible()

  await setFaults(practice, { create: 'slow', slowMs: 8_000 })
  await api.mutate('subscriptions.switchOn', { flowId })
  const more = page.getByRole('button', { name: 'More for the Event URL' })
  const item = (does: string) => page.getByRole('menuitem', { name: does })
  // The label holds the whole of its menu button.
  const isWhole = (button: Element): boolean => {
    const { left, right, top, height } = button.getBoundingClientRect()
    const ends = [left + 2, right - 2].map(x => document.elementFromPoint(x, top + height / 2))
    return ends.every(found => button.contains(found))
  }
  expect(await more.evaluate(isWhole)).toBe(true)
  await more.click()
  await expect(item('Copy Event URL')).toBeVisible()
  await expect(item('Rotate Event URL')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(word('Turning on')).toBeVisible()
  await expect(button('Pause')).toBeHidden()
  await expectAccessible(page)
  await setFaults(practice, {})

  await expect(word('Live')).toBeVisible()
  await more.click()
  await expect(item('Rotate Event URL')).toBeVisible()
  await page.reload()
  await button('Pause').click()
  await expect(word('Paused')).toBeVisible()
  await expect(page.getByRole('switch', { name })).toHaveText('Paused')
  await expect(
    page.getByText(`“${name}” is paused. Events are stored and run when it resumes.`).first()
  ).toBeAttached()
  await expect(button('Resume')).toBeFocused()
  // What was said stands above the strip, and covers nothing of it.
  const said = page.getByRole('region', { name: 'Messages' })
  await expect
    .poll(async () => {
      const [message, strip] = [await said.boundingBox(), await live.boundingBox()]
      return message !== null && strip !== null && message.y + message.height <= strip.y
    })
    .toBe(true)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(word('Live')).toBeVisible()
  await expect(page.getByText(`“${name}” is running again.`).first()).toBeAttached()
  await expect(button('Pause')).toBeFocused()
})
