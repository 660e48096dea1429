"""What a service has sent that has not arrived: letters to the other side, messages to the workflows."""
