import type { Locator, Page } from '@playwright/test'
import { activateDrawn, greetingEvent } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowOf } from '../../pages/flow-docs.ts'
import { homePage } from '../../pages/home.ts'

test('[scenario 1] an empty installation offers six first steps and one after them, of which the first brings a sample and ticks itself', async ({
  page
}) => {
  const home = homePage(page)
  await home.open()
  await expect(home.card.getByRole('list').first().getByRole('listitem')).toHaveCount(6)
  // What comes after them waits for a run.
  await expect(home.card.getByRole('list', { name: 'After the first steps' })).toHaveCount(0)
  await expect(home.done(0)).toBeVisible()
  await expect(page.getByText('No deliveries yet')).toBeVisible()
  await expectAccessible(page)
  // One primary action: what comes after it waits.
  await expect(home.openFlow).toHaveCount(0)
  await expect(home.step('Turn it on').getByRole('button')).toHaveCount(0)

  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  await expect(home.loadSample).toHaveCount(0)
  await expect(home.openFlow).toBeVisible()
  // The step that ticked is the confirmation; no toast repeats it.
  await expect(page.getByText('The sample is loaded')).toHaveCount(0)
  await home.openFlow.click()
  await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}$/)
})

test('the first steps are done from the top to their end by mouse, each ticking by itself', {
  tag: '@long'
}, async ({ page, installation }) => {
  const home = homePage(page)
  const mark = page.getByRole('link', { name: 'Hookwright home' })
  await home.open()
  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  await expectAccessible(page)
  await home.openFlow.click()
  await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}$/)
  // A look counts once there is something to see.
  await expect(page.getByRole('application')).toBeVisible()
  await mark.click()
  await expect(home.done(2)).toBeVisible()
  await home.turnOn.click()
  await expect(home.done(3)).toBeVisible()
  await expect(home.turnOn).toBeChecked()
  const practice = await home.openInNewTab()
  await expect(practice.subscriptions).toHaveCount(1)
  await practice.sendEvent.click()
  await expect(practice.said).toHaveText('Sent and accepted.')
  await expect(home.done(4)).toBeVisible()
  await expect(home.deliveries).toHaveText(/\p{L}+ \p{L}+\s*User created.*succeeded/u)
  await home.seeRun.click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/)
  // Home says so, too: the page of the run has to have come.
  await expect(home.card).toBeHidden()
  await expect(page.getByText('succeeded').first()).toBeVisible()
  await mark.click()
  await expect(home.done(5)).toBeVisible()
  await home.stopServer.click()
  const how = page.getByRole('dialog', { name: 'Stop the server as a test' })
  await expect(how).toContainText(/kill -9 \d+/)
  await expectAccessible(page)
  await installation.stop()
  await expect(how.getByText('The server is stopped.')).toBeVisible()
  await installation.restart()
  await expect(how).toContainText('Nothing was lost')
  await how.getByRole('link', { name: 'Open the registration' }).click()
  await expect(page).toHaveURL(/\/registrations\/[0-9a-f-]{36}$/)
  await mark.click()
  await expect(home.done(6)).toBeVisible()
  await expect(home.card).toContainText('You have sent an event, run a flow')
  await expect(home.tiles).toContainText(/Flows on\s*1\s*of 1/)
  await expectAccessible(page)
})

/** Presses Tab until the target has the focus, like a user without a mouse. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('the first steps are done from the top to their end by keyboard alone', { tag: '@long' }, async ({
  page,
  installation
}) => {
  const home = homePage(page)
  const pressOn = async (target: Locator, key = 'Enter'): Promise<void> => {
    await tabTo(page, target)
    await page.keyboard.press(key)
  }
  const goHome = async (): Promise<void> => {
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await expect(home.card).toBeVisible()
  }
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { level: 1, name: 'Builder' })).toBeVisible()
  await goHome()
  await pressOn(home.loadSample)
  await expect(home.done(1)).toBeVisible()
  await pressOn(home.openFlow)
  await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('application')).toBeVisible()
  await goHome()
  await expect(home.done(2)).toBeVisible()
  await pressOn(home.turnOn, ' ')
  await expect(home.done(3)).toBeVisible()
  const opened = page.waitForEvent('popup')
  await pressOn(home.openPractice)
  const beside = await opened
  await beside.waitForLoadState()
  await tabTo(beside, beside.getByRole('button', { name: 'Send event' }))
  await beside.keyboard.press('Enter')
  await expect(beside.getByRole('status')).toHaveText('Sent and accepted.')
  await beside.close()
  await expect(home.done(4)).toBeVisible()
  await pressOn(home.seeRun)
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/)
  // Home says so, too: the page of the run has to have come.
  await expect(home.card).toBeHidden()
  await expect(page.getByText('succeeded').first()).toBeVisible()
  await goHome()
  await expect(home.done(5)).toBeVisible()
  await pressOn(home.stopServer)
  const how = page.getByRole('dialog', { name: 'Stop the server as a test' })
  await installation.stop()
  await installation.restart()
  await expect(how).toContainText('Nothing was lost')
  await page.keyboard.press('Escape')
  await expect(home.done(6)).toBeVisible()
})

test('the first steps travel along in the navigation, each with the button that does the next', {
  tag: '@long'
}, async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/flows')
  const dock = page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('region', { name: 'First steps' })
  await expect(dock.getByRole('listitem')).toHaveCount(6)
  await expectAccessible(page)
  await dock.getByRole('button', { name: 'Load the sample' }).click()
  await dock.getByRole('link', { name: 'Open the flow' }).click()
  await expect(page.getByRole('application')).toBeVisible()
  await dock.getByRole('button', { name: 'Turn it on' }).click()
  await expect(page.getByRole('switch', { name: /Welcome new joiners/ })).toBeChecked()
  const opened = page.waitForEvent('popup')
  await dock.getByRole('link', { name: /^Open Acme HR/ }).click()
  const practice = await opened
  await practice.getByRole('button', { name: 'Send event' }).click()
  const showRun = dock.getByRole('link', { name: 'Show run: See the run' })
  // Until the run is known, it leads to the list.
  await expect(showRun).toHaveAttribute('href', /\/runs\/[0-9a-f-]{36}/)
  await showRun.click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/)
  await expect(dock.getByRole('status')).toHaveText('5 of 6 done')
  await expect(dock.getByRole('button', { name: 'Show me how: Test a restart' })).toBeVisible()
  // Folded, they are a button beside which they open.
  await page.setViewportSize({ width: 1100, height: 800 })
  await page.getByRole('button', { name: 'First steps: 5 of 6 done' }).click()
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(6)
  // The flow of the run is behind, fitted into what is left of the page.
  await expectAccessible(page, 'anywhere')
})

test('a step done elsewhere is ticked in an open page', { tag: '@long' }, async ({ api, page }) => {
  const home = homePage(page)
  await home.open()
  await expect(home.done(0)).toBeVisible()
  const { flowId } = await api.mutate<{ flowId: string }>('installation.loadSample')
  await expect(home.done(1)).toBeVisible()
  await api.mutate('subscriptions.switchOn', { flowId })
  // The flow that is on was seen.
  await expect(home.done(3)).toBeVisible()
  await expect(home.turnOn).toBeChecked()
})

test('a person who ran an own flow without the sample is led to its run', { tag: '@full' }, async ({
  api,
  installation,
  page
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  const { send } = await activateDrawn(api, installation.practice, 'Own flow', use =>
    flowOf(greetingEvent(use))
  )
  await send({ eventType: 'user.created', record: { firstName: 'Ada' } })
  await page.goto('/flows')
  const dock = page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('region', { name: 'First steps' })
  await dock.getByRole('link', { name: 'Show run: See the run' }).click()
  await expect(page).toHaveURL(/\/runs\/.+/)
  await expect(dock.getByRole('button', { name: /: Test a restart$/ })).toBeVisible()
})

test('the first steps can be hidden, stay hidden, and come back as they were', { tag: '@long' }, async ({
  page
}) => {
  const home = homePage(page)
  await home.open()
  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  await home.hide.click()
  await expect(home.card).toBeHidden()
  await expect(home.showAgain).toBeFocused()
  await page.reload()
  await expect(home.showAgain).toBeVisible()
  await expect(home.card).toBeHidden()
  await expectAccessible(page)
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.getByRole('link', { name: 'Hookwright home' }).click()
  await home.showAgain.click()
  await expect(home.done(1)).toBeVisible()
})

test('the sample can be loaded where nothing is yet, in the Builder and in Flows', { tag: '@full' }, async ({
  page
}) => {
  await page.goto('/flows')
  await expect(page.getByRole('main').getByRole('button', { name: 'Load the sample' })).toBeVisible()
  await page.goto('/connectors')
  await page.getByRole('main').getByRole('button', { name: 'Load the sample' }).click()
  await expect(page.getByRole('link', { name: 'Acme HR', exact: true })).toBeVisible()
  await page.goto('/flows')
  await expect(page.getByRole('link', { name: 'Welcome new joiners' })).toBeVisible()
})

test('a member who may not build connectors sees that, and whom to ask', { tag: '@full' }, async ({
  api,
  visitor
}) => {
  const password = 'copper lantern fourth meadow'
  await api.mutate('people.add', { name: 'Uma Example', password, role: 'user' })
  await visitor.goto('/')
  await visitor.getByLabel('Name').fill('Uma Example')
  await visitor.getByLabel('Password').fill(password)
  await visitor.getByRole('button', { name: 'Sign in' }).click()
  const home = homePage(visitor)
  await expect(home.card).toContainText('Ask an admin for the Maker role')
  await expect(home.loadSample).toHaveCount(0)
  await expectAccessible(visitor)
})
