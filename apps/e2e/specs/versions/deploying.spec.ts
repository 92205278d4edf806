import { admin } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, saidBy, sendUser, turnOn } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deploymentPage } from '../../pages/versions.ts'

const today = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

test('[row 118a] a test version takes the next number, and shows its time, its maker and its note', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { connectorId } = await makeGreeting(api, installation.practice)
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await expect(tab.deployed).toContainText('Not deployed yet')
  await expect(page.getByRole('heading', { name: 'No versions yet' })).toBeVisible()
  await expectAccessible(page)
  await tab.createVersion('The first one')
  await expect(tab.create).toBeFocused()
  const first = tab.version(1)
  await expect(first).toContainText('Test')
  await expect(first).toContainText('The first one')
  await expect(first).toContainText(admin.name)
  await expect(first.locator('time')).toHaveAttribute('title', new RegExp(`^${today.format(new Date())}`))
  await tab.createVersion()
  await expect(tab.version(2)).toContainText('Test')
  await expect(tab.draft).toContainText('The draft is the same as version 2.')
  await page.reload()
  await expect(page.getByRole('rowheader')).toHaveText(['Version 2', 'Version 1'])
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await tab.version(1).scrollIntoViewIfNeeded()
  await expect(tab.version(1)).toContainText('The first one')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBe(0)
  await expectAccessible(page)
})

test('[row 119a, 119b] a deployed version says since when and by whom, and its event is offered to users', async ({
  api,
  page,
  installation
}) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, installation.practice)
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await tab.createVersion()
  const dialog = await tab.askToDeploy(1)
  await expect(dialog.getByRole('radio', { name: 'Visible' })).toBeChecked()
  await expect(dialog).toContainText('No user flows use this connector yet.')
  await expectAccessible(page)
  await dialog.getByLabel('Note').fill('For the pilot')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(tab.version(1)).toContainText('Deployed')
  await expect(tab.deployed.getByRole('link', { name: 'Version 1' })).toBeVisible()
  await expect(tab.deployed).toContainText(today.format(new Date()))
  await expect(tab.deployed).toContainText(admin.name)
  await expect(tab.deployed).toContainText('For the pilot')
  await expect(tab.deployed.getByRole('switch', { name: 'Visible to users' })).toBeChecked()
  await expectAccessible(page)
  const [offered] = await api.query<{ eventFlowId: string; versionNumber: number }[]>('events.list')
  expect(offered).toMatchObject({ eventFlowId, versionNumber: 1 })

  await tab.createVersion('The second one')
  await tab.deploy(2, { note: 'Better' })
  await expect(tab.version(1)).toContainText('Superseded')
  await tab.deployed.getByRole('button', { name: 'View history' }).click()
  const history = page.getByRole('dialog', { name: 'Deployment history' })
  const rows = history.getByRole('list', { name: 'Deployments' }).getByRole('listitem')
  await expect(rows).toContainText([/Version 2.*Current.*Better/s, /Version 1.*For the pilot/s])
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(tab.deployed.getByRole('button', { name: 'View history' })).toBeFocused()
})

test('[row 119c, 120a, 120b] a hidden version is not offered, and flows that use it continue', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const connector = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connector.connectorId)
  const flowId = await makeListener(api, practice, { ...connector, versionId, name: 'Welcome' })
  await turnOn(api, flowId)
  const tab = deploymentPage(page)
  await tab.open(connector.connectorId)
  await tab.deployed.getByRole('switch', { name: 'Visible to users' }).click()
  await expect(tab.deployed).toContainText('Hidden: users cannot choose its events and actions')
  await expect(tab.version(1)).toContainText('Hidden')
  const offered = async () => (await api.query<{ connectorId: string }[]>('events.list'))[0]?.connectorId
  await expect.poll(offered).not.toBe(connector.connectorId)
  await sendUser(practice, 'mira@acme.test')
  await expect.poll(() => saidBy(api, flowId)).toEqual(['Hello, mira@acme.test'])
  await tab.chooseFor(1, 'Show')
  await expect(tab.deployed.getByRole('switch', { name: 'Visible to users' })).toBeChecked()
  await expect.poll(offered).toBe(connector.connectorId)
})

test('[row 122] changes of the draft do not reach a user’s flow before they are deployed', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const connector = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connector.connectorId)
  const flowId = await makeListener(api, practice, { ...connector, versionId, name: 'Welcome' })
  await turnOn(api, flowId)
  await connector.redraw('Good day')
  const tab = deploymentPage(page)
  await tab.open(connector.connectorId)
  await expect(tab.draft).toContainText('The draft has changed since version 1.')
  await tab.createVersion()
  await sendUser(practice, 'mira@acme.test')
  await expect.poll(() => saidBy(api, flowId)).toEqual(['Hello, mira@acme.test'])
})

test('[row 121] scenario 26: rolling back brings the older behaviour back, and leaves the draft as it is', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const connector = await makeGreeting(api, practice)
  const tab = deploymentPage(page)
  await tab.open(connector.connectorId)
  await tab.createVersion('Hello')
  await tab.deploy(1)
  await connector.redraw('Good day')
  await page.reload()
  await tab.createVersion('Good day')
  await tab.deploy(2)

  const listen = async (name: string): Promise<string> => {
    const [event] = await api.query<{ versionId: string }[]>('events.list')
    if (event === undefined) throw new Error('No event is offered.')
    const flowId = await makeListener(api, practice, { ...connector, versionId: event.versionId, name })
    await turnOn(api, flowId)
    return flowId
  }
  const second = await listen('Second')
  const dialog = await tab.askToDeploy(1)
  await expect(dialog).toHaveAccessibleName('Roll back to version 1')
  await expectAccessible(page)
  await dialog.getByLabel('Note').fill('The greeting was too stiff')
  await dialog.getByRole('button', { name: 'Roll back to version 1' }).click()
  await expect(tab.version(1)).toContainText('Deployed')
  await expect(tab.version(2)).toContainText('Superseded')
  await expect(tab.deployed.getByRole('link', { name: 'Version 1' })).toBeVisible()
  const again = await listen('Again')

  await sendUser(practice, 'mira@acme.test')
  await expect.poll(() => saidBy(api, again)).toEqual(['Hello, mira@acme.test'])
  await expect.poll(() => saidBy(api, second)).toEqual(['Good day, mira@acme.test'])
  await expect(tab.draft).toContainText('The draft is the same as version 2.')
  await tab.deploy(2)
  await expect(tab.version(2)).toContainText('Deployed')
})

test('[row 118a, 121] a version is created, deployed and rolled back by keyboard', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { connectorId } = await makeGreeting(api, installation.practice)
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await expect(tab.validation).toContainText('No errors')
  const create = page.getByRole('dialog', { name: 'Create test version' })
  const make = async (note: string): Promise<void> => {
    await page.keyboard.press('Shift+V')
    await expect(create.getByLabel('Note')).toBeFocused()
    await page.keyboard.type(note)
    await page.keyboard.press('Control+Enter')
    await expect(create).toBeHidden()
  }
  const deploy = async (number: number): Promise<void> => {
    const name = new RegExp(`^(Deploy|Roll back to) version ${number}$`)
    await tab.version(number).getByRole('button', { name }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name })
    await expect(dialog.getByLabel('Note')).toBeFocused()
    await page.keyboard.type(`Version ${number} now`)
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('radio', { name: 'Visible' })).toBeFocused()
    await expect(dialog).toContainText('No user flows')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(tab.version(number)).toContainText('Deployed')
  }
  await make('One')
  await deploy(1)
  await make('Two')
  await deploy(2)
  await deploy(1)
  await expect(tab.version(2)).toContainText('Superseded')
  await expect(tab.deployed).toContainText('Version 1 now')
})
