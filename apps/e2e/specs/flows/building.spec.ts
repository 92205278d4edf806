import { literal, pill, text } from '@hookwright/model'
import { connectAcme, makeDirectory } from '../../fixtures/directory.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag } from '../../pages/flow-canvas.ts'
import { withoutIds } from '../../pages/flow-docs.ts'
import { newUserFlow, userDocOf, userFlowPage } from '../../pages/user-flow.ts'

/** Returns the expected flow of both drawing tests. */
const drawn = (use: object) => [
  {
    id: 'id-0',
    type: 'connector-event',
    title: 'People changed',
    config: { ...use, runMode: 'each' },
    inputs: { event_type: literal('file.deleted'), department: literal('legal') }
  },
  {
    id: 'id-1',
    type: 'compose',
    config: {},
    inputs: { text: text('Hello ', pill('id-0', 'name')) }
  }
]

test('scenario 27: a flow is drawn by mouse: event, new connection, options of the service, a card that uses an output', async ({
  api,
  page,
  installation
}) => {
  const directory = await makeDirectory(api, installation.practice)
  const flowId = await newUserFlow(api)
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await page.getByRole('button', { name: 'Add event' }).click()
  await expect(flow.chooser.getByRole('button')).toContainText(['People changed', 'Helper Flow'])
  await expectAccessible(page)
  await flow.chooser.getByRole('button', { name: /^People changed/ }).click()
  await expect(flow.title('People changed')).toBeFocused()
  // Neither the connection nor options that nobody has come to are called errors yet.
  await expect(flow.unfilled).toBeVisible()

  await flow.option('People changed', 'Event type').click()
  await expect(
    page.getByText('Choose a connection first. The values are loaded from the service.')
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await flow.card('People changed').getByRole('button', { name: 'New connection' }).click()
  await flow.newConnection.getByLabel('Connection name').fill('Acme prod')
  await flow.newConnection.getByLabel('API key').fill(installation.practice.apiKey)
  await expectAccessible(page)
  await flow.newConnection.getByRole('button', { name: 'Create' }).click()
  await expect(flow.option('People changed', 'Connection')).toContainText('Acme prod')

  await flow.choose('People changed', 'Event type', 'User created')
  await flow.choose('People changed', 'Department', 'Sales')
  await expect(flow.problems(0)).toBeVisible()
  await flow.choose('People changed', 'Event type', 'File deleted')
  await expect(flow.option('People changed', 'Department')).toContainText('Choose an option…')
  await expect(flow.problems(1)).toBeVisible()
  await flow.choose('People changed', 'Department', 'Legal')
  await expectAccessible(page)

  await flow
    .card('People changed')
    .getByRole('button', { name: /^Add card (behind|after) People changed/ })
    .click()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('Compose')
  await page.getByRole('option', { name: 'Compose', exact: true }).click()
  await expect(flow.option('People changed', 'Event type')).toBeHidden()
  await flow.field('Compose', 'Text').fill('Hello ')
  await drag(page, flow.pill('People changed', 'Name'), flow.field('Compose', 'Text'))
  await expect(flow.problems(0)).toBeVisible()

  const [connection] = await api.query<{ id: string }[]>('connections.list', {
    connectorId: directory.connectorId
  })
  await expect
    .poll(async () => withoutIds(await userDocOf(api, flowId)))
    .toEqual(drawn({ ...directory, connectionId: connection?.id }))

  await page.keyboard.press('Control+s')
  await page.getByRole('dialog', { name: 'Save flow' }).getByLabel('Name').fill('Welcome')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  await page.reload()
  await expect(flow.card('Compose')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Welcome')
})

test('[row 130] the same flow is drawn with keys alone', { tag: '@full' }, async ({
  api,
  page,
  installation
}) => {
  const directory = await makeDirectory(api, installation.practice)
  const connectionId = await connectAcme(api, installation.practice, directory.connectorId, 'Acme prod')
  const flowId = await newUserFlow(api)
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  const { keyboard } = page
  await page.getByRole('button', { name: 'Add event' }).focus()
  await keyboard.press('Enter')
  await expect(flow.chooser).toBeVisible()
  await flow.chooser.getByRole('button', { name: /^People changed/ }).focus()
  await keyboard.press('Enter')
  await expect(flow.title('People changed')).toBeFocused()
  await expect(flow.option('People changed', 'Connection')).toContainText('Acme prod')

  const chooseByKeys = async (label: string, value: string): Promise<void> => {
    await expect(flow.option('People changed', label)).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(page.getByRole('option', { name: value })).toBeVisible()
    await keyboard.type(value)
    await keyboard.press('Enter')
    await expect(flow.option('People changed', label)).toContainText(value)
  }
  await keyboard.press('F8')
  await chooseByKeys('Event type', 'File deleted')
  await keyboard.press('F8')
  await chooseByKeys('Department', 'Legal')
  await expect(flow.problems(0)).toBeVisible()
  await keyboard.press('Escape')
  await expect(flow.title('People changed')).toBeFocused()
  await keyboard.press('a')
  await expect(page.getByRole('combobox', { name: 'Search cards' })).toBeFocused()
  await keyboard.type('Compose')
  await keyboard.press('Enter')
  await expect(flow.title('Compose')).toBeFocused()
  await flow.field('Compose', 'Text').focus()
  await keyboard.type('Hello ')
  await keyboard.press('Alt+m')
  await expect(page.getByRole('combobox', { name: /^Value for/ })).toBeFocused()
  await keyboard.type('Name')
  await keyboard.press('Enter')
  await expect(flow.field('Compose', 'Text')).toContainText(/Hello.*Name/)
  await expect
    .poll(async () => withoutIds(await userDocOf(api, flowId)))
    .toEqual(drawn({ ...directory, connectionId }))
})

test('someone with the role user begins a flow from the list and draws it, and nothing they need is denied', {
  tag: '@long'
}, async ({ api, visitor, installation }) => {
  await makeDirectory(api, installation.practice)
  const denied: string[] = []
  await signInAs(api, visitor, { role: 'user', path: '/flows' })
  visitor.on('response', response => {
    if (response.status() === 403) denied.push(response.url())
  })
  await visitor.getByRole('button', { name: 'New flow' }).first().click()
  await expect(visitor).toHaveURL(/\/flows\/[\w-]+/)
  const flow = userFlowPage(visitor)
  await flow.addEvent('People changed')
  await flow.card('People changed').getByRole('button', { name: 'New connection' }).click()
  await flow.newConnection.getByLabel('Connection name').fill('Mine')
  await flow.newConnection.getByLabel('API key').fill(installation.practice.apiKey)
  await visitor.keyboard.press('Enter')
  await flow.choose('People changed', 'Event type', 'User created')
  await flow.choose('People changed', 'Department', 'People')
  await expect(flow.problems(0)).toBeVisible()
  await expect(flow.savedWords).toBeVisible()
  expect(denied).toEqual([])
})
