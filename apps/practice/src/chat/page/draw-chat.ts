import { drawTime } from '../../page/draw-parts.ts'
import { type Html, html } from '../../page/html.ts'
import { type Channel, LONGEST_TEXT, type Member, type Message, welcomeBot } from '../chat.ts'
import { type DrawnApp, drawApps } from './draw-apps.ts'
import { drawConnect } from './draw-connect.ts'
import { drawDocument } from './draw-document.ts'

/** Everything the page of Acme Chat shows. Times are milliseconds UTC. */
export interface ChatPage {
  /** Address of the service. */
  url: string
  now: number
  channels: Channel[]
  /** The displayed channel. */
  channel: Channel
  /** Messages of the channel, oldest first. */
  messages: Message[]
  /** Members who may write a message. */
  members: Member[]
  /** Members of the displayed channel. */
  joined: Member[]
  apps: DrawnApp[]
}

/** Renders the page of Acme Chat. Its script refreshes the elements marked `data-live`, like that of Acme HR. */
export const drawChat = (page: ChatPage): Html =>
  drawDocument({
    title: 'Acme Chat · practice service',
    script: '/chat.js',
    body: html`<header class="top">
  <img src="/icon.svg" alt="" width="32" height="32">
  <div>
    <h1>Acme Chat <span class="chip">practice service</span></h1>
    <p>A sample chat. Apps post messages here once a member has authorized them.</p>
  </div>
  <a class="sibling" href="/acme-hr" data-sibling>Acme HR</a>
  <a id="back" class="back" href="/" hidden>Back to Hookwright</a>
</header>
<p class="said" id="said" role="status" aria-live="polite"></p>
<noscript><p class="said bad">This page needs JavaScript to write messages. The API works without it.</p></noscript>
<main inert>
  <nav class="channels" aria-label="Channels">${page.channels.map(
    ({ id, name }) =>
      html`<a href="/?channel=${id}" ${id === page.channel.id && html`aria-current="page"`}># ${name}</a>`
  )}</nav>
  ${drawChannel(page)}
  <div class="rest">
    ${drawApps(page)}
    ${drawConnect(page)}
  </div>
</main>`
  })

const drawChannel = (page: ChatPage): Html => html`<section aria-labelledby="channel-title" class="send room">
  <h2 id="channel-title"># ${page.channel.name}</h2>
  <div id="messages" data-live>
    ${page.joined.length > 0 && html`<p class="hint">Members: ${page.joined.map(({ name }) => name).join(', ')}</p>`}
    ${
      page.messages.length === 0
        ? html`<p class="empty">No messages yet.<br>Turn on the sample flow in Hookwright, then send an event in Acme HR.</p>`
        : html`<ol class="messages" aria-label="Messages">${page.messages.map(message => drawMessage(message, page.now))}</ol>`
    }
  </div>
  <form id="message-form">
    <input type="hidden" name="channel" value="${page.channel.id}">
    <div class="field">
      <label for="author">Write as</label>
      <select id="author" name="member">${page.members
        .filter(({ id }) => id !== welcomeBot.id)
        .map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
    </div>
    <div class="field">
      <label for="text">Message</label>
      <div class="joined">
        <input id="text" name="text" required maxlength="${LONGEST_TEXT}" autocomplete="off">
        <button>Post</button>
      </div>
    </div>
  </form>
</section>`

const drawMessage = ({ id, author, app, text, sentAt }: Message, now: number): Html => html`<li id="${id}">
      <span class="face" aria-hidden="true">${initialsOf(author)}</span>
      <div>
        <p class="by"><b>${author}</b> ${app !== null && html`<span class="chip">by ${app}</span>`} <span class="dim">${drawTime(sentAt, now)}</span></p>
        <p class="text">${text}</p>
      </div>
    </li>`

const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map(word => word.charAt(0))
    .join('')
    .slice(0, 2)
