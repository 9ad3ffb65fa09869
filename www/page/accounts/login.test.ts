/** Owns the check of the way through a login: each prompt answered once, and nothing unasked. */
import { expect, test } from 'vitest';
import { Login } from './login.ts';

const HOWIE = { name: 'howie', password: 'xyzzy' };

test('name and password are filled in, each at its own prompt', () => {
  const login = new Login();
  login.fillIn(HOWIE);
  expect(login.asked(';login: ')).toEqual({ answer: 'howie' });
  expect(login.asked('password: ')).toEqual({ answer: 'xyzzy' });
  expect(login.asked('% ')).toEqual({ isLoggedIn: true });
  expect(login.asked('% ')).toEqual({});
});

test('an account without a password logs in by its name', () => {
  const login = new Login();
  login.fillIn({ name: 'guest', password: '' });
  expect(login.asked(';login: ')).toEqual({ answer: 'guest' });
  expect(login.asked('% ')).toEqual({ isLoggedIn: true });
});

test('a password that was not noted is left to the person', () => {
  const login = new Login();
  login.fillIn({ name: 'howie', password: '' });
  login.asked(';login: ');
  expect(login.asked('password: ')).toEqual({});
  expect(login.asked('% ')).toEqual({ isLoggedIn: true });
});

test('nothing is filled in unasked, but a login by hand is seen', () => {
  const login = new Login();
  expect(login.asked(';login: ')).toEqual({});
  expect(login.asked('password: ')).toEqual({});
  expect(login.asked('% ')).toEqual({ isLoggedIn: true });
});

test('a password is given to no other prompt, and never twice', () => {
  const login = new Login();
  login.fillIn(HOWIE);
  expect(login.asked('password: ')).toEqual({});
  login.fillIn(HOWIE);
  login.asked(';login: ');
  login.asked('password: ');
  expect(login.asked('password: ')).toEqual({});
  login.fillIn(HOWIE);
  login.asked(';login: ');
  expect(login.asked('Your password, please: ')).toEqual({});
  expect(login.asked('password: ')).toEqual({});
});

test('a name that is asked for again is not given again', () => {
  const login = new Login();
  login.fillIn(HOWIE);
  expect(login.asked(';login: ')).toEqual({ answer: 'howie' });
  expect(login.asked(';login: ')).toEqual({});
  expect(login.asked('password: ')).toEqual({});
});

test('a program that ends at a login refused it', () => {
  const login = new Login();
  login.asked(';login: ');
  login.asked('password: ');
  expect(login.ended()).toBe('login');
  expect(login.ended()).toBeUndefined();
});

test('a program that ends at its shell is told from one that ends elsewhere', () => {
  const login = new Login();
  login.asked(';login: ');
  login.asked('% ');
  expect(login.ended()).toBe('command');
  expect(login.ended()).toBeUndefined();
  login.asked('% ');
  login.asked('>: ');
  expect(login.ended()).toBeUndefined();
  login.asked('% ');
  login.begins('umix');
  expect(login.ended()).toBeUndefined();
  login.asked(';login: ');
  login.passed('% ');
  expect(login.ended(), 'of lines that went ahead').toBe('command');
});

test('a moment gone back to has no login behind it', () => {
  const login = new Login();
  login.asked('password: ');
  login.begins('umix');
  expect(login.asked('% ')).toEqual({});
});

test('what is to be filled in where the program begins anew is filled in there, once', () => {
  const login = new Login();
  login.asked('% ');
  login.fillInNext({ ...HOWIE, project: 'umix' });
  expect(login.pending).toBe('howie');
  login.begins('umix');
  expect(login.pending).toBe('howie');
  expect(login.asked(';login: ')).toEqual({ answer: 'howie' });
  login.begins('umix');
  expect(login.asked(';login: ')).toEqual({});
});

test('an account is told to no other program that begins in its place', () => {
  const login = new Login();
  login.fillInNext({ ...HOWIE, project: 'umix' });
  login.begins('another');
  expect(login.asked(';login: ')).toEqual({});
  login.begins('umix');
  expect(login.asked(';login: ')).toEqual({});
});

test('where the program did not begin anew nothing is on its way any more', () => {
  const login = new Login();
  login.fillInNext({ ...HOWIE, project: 'umix' });
  login.asked('% ');
  expect(login.pending).toBeUndefined();
  login.begins('umix');
  expect(login.asked(';login: ')).toEqual({});
});
