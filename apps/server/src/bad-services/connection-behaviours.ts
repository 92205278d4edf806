import { SECOND } from '@hookwright/model'
import { type Behaviour, doneAnd, fine, notDone } from './behaviour.ts'
import { bodied, sendParts } from './manners.ts'

const brokeOff = 'the service closed the connection'
const half = 30 * SECOND

/** Misbehaviours of the network connection to a service: unreachable, untrusted, or breaking the protocol. */
export const connectionBehaviours: Behaviour[] = [
  {
    name: 'shows a certificate that has expired',
    reached: 'by TLS',
    turns: service => service.show('expired'),
    ...notDone('has expired')
  },
  {
    name: 'shows a certificate for another name',
    reached: 'by TLS',
    turns: service => service.show('for another name'),
    ...notDone('for another host name')
  },
  {
    name: 'shows a certificate that it signed itself',
    reached: 'by TLS',
    turns: service => service.show('signed by itself'),
    ...notDone('is self-signed')
  },
  {
    name: 'has a name that does not exist',
    reached: 'by name',
    turns: service =>
      service.nameIs(() => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))),
    ...notDone('no address was found for the host name')
  },
  {
    name: 'has a name that nobody answers for',
    reached: 'by name',
    turns: service => service.nameIs(() => new Promise(() => {})),
    ...notDone('the connection timed out')
  },
  {
    name: 'has a name that is looked up slowly',
    reached: 'by name',
    turns: service => {
      service.nameIs(
        () => new Promise(resolve => setTimeout(() => resolve([{ address: '127.0.0.1', family: 4 }]), 300))
      )
    },
    ...fine
  },
  { name: 'is there by IPv6 only', reached: 'by IPv6', ...fine },
  { name: 'is away', turns: service => service.leave(), ...notDone('the connection was refused') },
  {
    name: 'resets the connection before it does anything',
    acts: ({ socket }) => socket.resetAndDestroy(),
    ...doneAnd(brokeOff)
  },
  {
    name: 'speaks HTTP/2 only',
    reached: 'by TLS',
    turns: service => service.speakHttp2(),
    ...notDone('the TLS connection failed')
  },
  {
    name: 'sends 1xx without end',
    acts: sendParts('HTTP/1.1 102 Processing\r\n\r\n'.repeat(50)),
    ...doneAnd('within 30 seconds', half)
  },
  {
    name: 'sends twenty 1xx, then its answer',
    acts: asked => {
      asked.socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(20))
      bodied(json => json)(asked)
    },
    ...fine
  },
  {
    name: 'sends its headers twice',
    acts: bodied(json => json, 'x-acme: 1', 'X-Acme: 2', 'date: now', 'date: then'),
    ...fine
  }
]
