import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { homePage } from '../../pages/home.ts'
import { practicePage } from '../../pages/practice.ts'

test('the practice service opens from the rail, shows that nobody subscribes, and links back', async ({
  page
}) => {
  await page.goto('/connectors')
  const opened = page.waitForEvent('popup')
  let loadScript = () => {}
  const mayLoad = new Promise<void>(resolve => {
    loadScript = resolve
  })
  await page.context().route('**/page.js', async route => {
    await mayLoad
    await route.continue()
  })
  await page.getByRole('link', { name: 'Practice service' }).click()
  const practice = practicePage(await opened, '')
  await expect(practice.page.getByText('Nobody has subscribed yet.')).toBeVisible()
  // A click before the script has loaded must not submit the form, which would load the page again.
  await expect(practice.page.locator('main')).toHaveAttribute('inert')
  loadScript()
  await practice.sendEvent.click()
  await expect(practice.said).toHaveText(/^Nothing was sent because this event has no subscription/)
  for (const colorScheme of ['light', 'dark'] as const) {
    await practice.page.emulateMedia({ colorScheme })
    await expectAccessible(practice.page)
  }
  const closed = practice.page.waitForEvent('close')
  await practice.back.click()
  await closed
  await expect(page).toHaveURL(/\/connectors$/)

  // A tab that nobody opened from Hookwright goes there itself.
  await page.goto((await page.getByRole('link', { name: 'Practice service' }).getAttribute('href')) ?? '')
  await page.getByRole('link', { name: 'Back to Hookwright' }).click()
  await expect(page.getByRole('heading', { name: 'Welcome to Hookwright' })).toBeVisible()
})

test('the practice service shows new subscriptions, and sends chosen events', { tag: '@full' }, async ({
  page,
  context
}) => {
  const home = homePage(page)
  await home.open()
  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  const practice = practicePage(await context.newPage(), await home.practiceUrl())
  await practice.open()
  await expect(practice.subscriptions).toHaveCount(0)
  await home.turnOn.click()
  await expect(practice.subscriptions).toHaveCount(1)
  await expect(practice.subscriptions).toContainText('User created')

  await practice.choose.click()
  await practice.page.getByLabel('First name').fill('Zoë')
  await practice.page.getByLabel('Last name').fill('Shelley')
  await expect(practice.page.getByLabel('Email')).toHaveAttribute('placeholder', 'zoe.shelley@example.com')
  await practice.page.getByLabel('Events', { exact: true }).fill('3')
  await practice.sendEvent.click()
  await expect(practice.said).toHaveText('3 deliveries sent, all accepted.')
  await expect(practice.deliveries).toHaveCount(3)
  await practice.body(1).click()
  await expect(practice.page.getByLabel(/^Body of delivery/).first()).toContainText('"firstName": "Zoë"')
  await expect(practice.page.getByLabel(/^Body of delivery/).first()).toContainText('zoe.shelley@example.com')
  await expect(home.deliveries).toHaveCount(3)

  await practice.eventType('File deleted').check()
  await expect(practice.page.getByLabel('First name')).toBeHidden()
  await expect(practice.page.getByLabel('File name')).toBeVisible()
  await practice.sendEvent.click()
  await expect(practice.said).toHaveText(/^Nothing was sent/)
})

test('a fault that is switched on stands at the top, and is switched off there', { tag: '@full' }, async ({
  page,
  installation
}) => {
  const practice = practicePage(page, installation.practice.url)
  await practice.open()
  await expect(practice.trouble).toBeHidden()
  await practice.makeFail('When a flow is turned on', 'Slow')
  await expect(practice.page.getByLabel('Delay in milliseconds')).toBeVisible()
  await expect(practice.trouble).toBeVisible()
  await expect(page.getByText('Turning on: Slow: late response')).toBeVisible()
  await expectAccessible(page)
  await practice.letItWork.click()
  await expect(practice.trouble).toBeHidden()
  await expect(practice.said).toHaveText('It works again.')
})

test('the practice service uses the dialect of another service, shows its key, and sends signed requests', {
  tag: '@full'
}, async ({ page, installation }) => {
  const practice = practicePage(page, installation.practice.url)
  await practice.open()
  await page.getByLabel('Dialect').selectOption('GitHub')
  await page.getByLabel('Event URL').fill(`${installation.practice.url}/e/of-nobody-at-all`)
  await page.getByLabel('Signing key').fill('a key of Acme')
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(practice.said).toHaveText(/^Subscribed\. .* a key of Acme$/)
  await expect(practice.subscriptions).toContainText('as GitHub')
  await practice.subscriptions.getByText('More', { exact: true }).click()
  await page.getByRole('button', { name: /^Send forged event/ }).click()
  await expect(practice.said).toHaveText(/signed with a wrong key .* It was answered with 404\.$/)
  await expect(practice.deliveries).toHaveCount(1)
  await page.getByRole('button', { name: /^New key/ }).click()
  await expect(practice.said).toHaveText(/signs with this key: [0-9a-f]{64}$/)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
})
