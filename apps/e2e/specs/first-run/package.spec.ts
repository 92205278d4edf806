import { readdirSync } from 'node:fs'
import { admin } from '../../fixtures/api.ts'
import { startPackage } from '../../fixtures/start-package.ts'
import { expect, test } from '../../fixtures/test.ts'
import { homePage } from '../../pages/home.ts'

test('the package goes in an empty folder from its one line to the first run', { tag: '@long' }, async ({
  browser
}) => {
  // Where no compiled driver can be downloaded, npm compiles one.
  test.setTimeout(900_000)
  const installation = await startPackage()
  try {
    expect(readdirSync(installation.folder).filter(name => !name.endsWith('.tgz'))).toEqual(
      expect.arrayContaining(['.hookwright'])
    )
    const page = await browser.newPage({ baseURL: installation.url })
    await page.goto(installation.firstAdminLink)
    await page.getByLabel('Name').fill(admin.name)
    await page.getByLabel('Password').fill(admin.password)
    await page.getByRole('button', { name: 'Create admin account' }).click()
    const home = homePage(page)
    await home.loadSample.click()
    await expect(home.done(1)).toBeVisible()
    await home.openFlow.click()
    await expect(page.getByRole('application')).toBeVisible()
    await page.getByRole('link', { name: 'Hookwright home' }).click()
    await home.turnOn.click()
    await expect(home.turnOn).toBeChecked()
    const practice = await home.openInNewTab()
    await practice.sendEvent.click()
    await expect(practice.said).toHaveText('Sent and accepted.')
    await expect(home.deliveries).toHaveText(/\p{L}+ \p{L}+\s*User created.*succeeded/u)
    await page.context().close()
  } finally {
    await installation.remove()
  }
})
