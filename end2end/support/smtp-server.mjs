/**
 * A real SMTP server (nodemailer's), a process of its own. Whoever forks it says how it answers
 * (`take`, `later`, `never`, `lose`, `take-and-lose`) and is told what it was given.
 */
import { SMTPServer } from 'smtp-server';

let answer = 'take';
const lines = new Set();

/** Refuses with a code of SMTP. */
function refused(code) {
  return Object.assign(new Error('Not this one'), { responseCode: code });
}

function loseTheLine() {
  for (const line of lines) line.destroy();
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onRcptTo(_address, _session, done) {
    if (answer === 'later' || answer === 'never') process.send({ tried: answer });
    if (answer === 'later') done(refused(451));
    else if (answer === 'never') done(refused(550));
    else done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => {
      parts.push(part);
      if (answer !== 'lose') return;
      process.send({ tried: answer });
      loseTheLine();
    });
    stream.on('end', () => {
      if (answer === 'lose') return;
      const to = session.envelope.rcptTo.map(({ address }) => address);
      process.send({ tried: answer, mail: { to, text: Buffer.concat(parts).toString('utf8') } });
      if (answer === 'take-and-lose') loseTheLine();
      else done();
    });
  },
});

server.server.on('connection', (line) => {
  lines.add(line);
  line.on('close', () => lines.delete(line));
});
// A line that was cut is what some tests are about.
server.on('error', () => {});
process.on('message', (next) => {
  answer = next;
  process.send({ answering: answer });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
